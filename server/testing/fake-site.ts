import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback } from './listen.ts';

type Page = string | ((request: IncomingMessage, response: ServerResponse) => void);

/** A web site on this machine: pages by path, given as HTML or by what answers. Everything else is 404. */
export type FakeSite = AsyncDisposable & {
  url: string;
  /** The environment of a server that may fetch from it. */
  environment: Record<string, string>;
  pages: Record<string, Page>;
  /** Paths that were asked for, in order, with their queries. */
  asked: string[];
};

/** A page with a title, a text of its own and links. */
export function htmlPage(title: string, links: readonly string[] = [], head = ''): string {
  return `<!doctype html><html><head><title>${title}</title>${head}</head><body><h1>${title}</h1><p>This is about ${title}.</p>${links.map((href) => `<a href="${href}">to ${href}</a>`).join('\n')}</body></html>`;
}

export async function startFakeSite(pages: Record<string, Page> = {}): Promise<FakeSite> {
  const asked: string[] = [];
  const server = await listenOnLoopback((request, response) => {
    asked.push(request.url!);
    const page = pages[request.url!] ?? pages[new URL(request.url!, 'http://site').pathname];
    if (typeof page === 'function') page(request, response);
    else if (page === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  const environment = { FETCH_ALLOWED_NETWORKS: '127.0.0.0/8, ::1', FETCH_ALLOWED_PORTS: new URL(server.url).port };
  return { ...server, environment, pages, asked };
}
