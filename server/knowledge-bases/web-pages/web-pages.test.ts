import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Document } from '#contracts/document';
import type { ErrorBody } from '#contracts/error';
import { htmlPage } from '../../testing/fake-site.ts';
import { startSiteServer } from '../../testing/site-server.ts';

const { site, server, serve, add, documentsOf, clear, ...opened } = await startSiteServer();
afterAll(() => opened[Symbol.asyncDispose]());
beforeEach(clear);

const errorOf = ({ body }: { body: unknown }) => (body as ErrorBody).error;

async function settledDocuments(id: string): Promise<Document[]> {
  return vi.waitFor(
    async () => {
      const documents = await documentsOf(id);
      expect(documents.every(({ status, isUpdating }) => (status === 'ready' && !isUpdating) || status === 'failed')).toBe(true);
      return documents;
    },
    { timeout: 28_000 },
  );
}

test('a page becomes a document named by its title, found by its text, and tells where it comes from', async () => {
  serve({ '/travel?utm_source=mail': htmlPage('Travel: rules/2026 &amp; more') });
  const { id } = await server.createKnowledgeBase();
  const answer = await add(id, ['/travel?utm_source=mail#hotels']);
  expect([answer.status, answer.body.rejected]).toEqual([202, []]);
  expect(answer.body.documents).toEqual([{ id: expect.any(String), name: 'Travel: rules-2026 & more.html', status: 'queued', duplicate: false, url: `${site.url}/travel?utm_source=mail#hotels` }]);
  const [document] = await settledDocuments(id);
  expect(document).toMatchObject({ status: 'ready', mediaType: 'text/html', sourceUrl: `${site.url}/travel` });
});

test('a page fetched again is a newer version of the same document, also under another title', async () => {
  serve({ '/news': htmlPage('Old news') });
  const { id } = await server.createKnowledgeBase();
  const [first] = (await add(id, ['/news'])).body.documents;
  await settledDocuments(id);
  expect((await add(id, ['/news'])).body.documents).toMatchObject([{ id: first!.id, duplicate: true }]);
  serve({ '/news': htmlPage('New news') });
  expect((await add(id, ['/news'])).body.documents).toMatchObject([{ id: first!.id, duplicate: false }]);
  const documents = await settledDocuments(id);
  expect(documents).toMatchObject([{ id: first!.id, name: 'New news.html', version: 2, status: 'ready' }]);
});

test('each address that is refused is listed with its reason, and the others are kept', async () => {
  serve({ '/good': htmlPage('Good'), '/empty': '', '/film': (_request, response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end('x') });
  const { id } = await server.createKnowledgeBase();
  const urls = ['/good', '/gone', '/empty', '/film', 'http://169.254.169.254/latest/', 'file:///etc/passwd', 'http://127.0.0.1:1/'];
  const { body } = await add(id, urls);
  expect(body.documents.map(({ url }) => url)).toEqual([`${site.url}/good`]);
  expect(body.rejected.map(({ url, error }) => [url.replace(site.url, ''), error.code])).toEqual([
    ['/gone', 'provider_failed'],
    ['/empty', 'unsupported'],
    ['/film', 'unsupported'],
    ['http://169.254.169.254/latest/', 'forbidden'],
    ['file:///etc/passwd', 'invalid_request'],
    ['http://127.0.0.1:1/', 'invalid_request'],
  ]);
  for (const { url, error } of body.rejected) expect([error.message, error.hint]).toEqual([expect.stringContaining(url), expect.stringMatching(/\w/)]);
  await settledDocuments(id);
  expect(await readdir(path.join(server.dataDir, '.incoming'))).toEqual([]);
});

test('when every address is refused, the request is, with all reasons', async () => {
  const { id } = await server.createKnowledgeBase();
  const answer = await add(id, ['http://10.0.0.1/', '/gone']);
  expect([answer.status, errorOf(answer).details.field]).toEqual([403, 'urls']);
  expect(errorOf(answer).details.rejected).toHaveLength(2);
  expect((await add('00000000-0000-0000-0000-000000000000', ['/gone'])).status).toBe(404);
});

test.each([
  [{}, 'urls'],
  [{ urls: [] }, 'urls'],
  [{ urls: [''] }, 'urls.0'],
  [{ urls: ['http://a/'], crawl: { maxPages: 501 } }, 'crawl.maxPages'],
  [{ urls: ['http://a/'], crawl: { maxDepth: 6 } }, 'crawl.maxDepth'],
  [{ urls: ['http://a/'], crawl: { pathPrefix: 'docs' } }, 'crawl.pathPrefix'],
  [{ urls: ['http://a/'], crawl: { host: 'b' } }, 'crawl.host'],
])('a request of %j is refused, naming %s', async (body, field) => {
  const { id } = await server.createKnowledgeBase();
  const answer = await server.ask('POST', `/api/knowledge-bases/${id}/urls`, body);
  expect([answer.status, errorOf(answer).details.field]).toEqual([400, field]);
});

test('at most fifty addresses are taken at once', async () => {
  const { id } = await server.createKnowledgeBase();
  const answer = await add(id, Array.from({ length: 51 }, (_, index) => `/${index}`));
  expect([answer.status, errorOf(answer).details.field]).toEqual([400, 'urls']);
});
