import type { Document } from '#contracts/document';
import type { List } from '#contracts/pagination';
import type { AddUrlsResponse } from '#contracts/web-page';
import { type FakeSite, startFakeSite } from './fake-site.ts';
import { type Answer, startTestServer, type TestServer } from './test-server.ts';

/** A whole server that may fetch from a site on loopback, and nothing else there. */
export type SiteServer = AsyncDisposable & {
  site: FakeSite;
  server: TestServer;
  /** The site as it was before any test. */
  clear(): void;
  serve(pages: FakeSite['pages']): void;
  /** Asks for pages of the site, by their paths. */
  add(knowledgeBaseId: string, paths: readonly string[], more?: object): Promise<Answer<AddUrlsResponse>>;
  documentsOf(knowledgeBaseId: string): Promise<Document[]>;
};

export async function startSiteServer(): Promise<SiteServer> {
  const site = await startFakeSite();
  const server = await startTestServer(site.environment);
  return {
    site,
    server,
    clear() {
      for (const path of Object.keys(site.pages)) delete site.pages[path];
      site.asked.length = 0;
    },
    serve: (pages) => void Object.assign(site.pages, pages),
    add: (id, paths, more = {}) => server.ask('POST', `/api/knowledge-bases/${id}/urls`, { urls: paths.map((each) => new URL(each, site.url).href), ...more }),
    documentsOf: async (id) => (await server.ask<List<Document>>('GET', `/api/knowledge-bases/${id}/documents?pageSize=200`)).body.items,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await site[Symbol.asyncDispose]();
    },
  };
}
