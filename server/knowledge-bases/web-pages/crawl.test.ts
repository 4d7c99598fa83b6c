import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Crawl } from '#contracts/crawl';
import type { Document } from '#contracts/document';
import type { ErrorBody } from '#contracts/error';
import type { List } from '#contracts/pagination';
import { type FakeSite, htmlPage } from '../../testing/fake-site.ts';
import { startSiteServer } from '../../testing/site-server.ts';
import { temporaryFolder } from '../../testing/test-database.ts';
import { startTestServerIn } from '../../testing/test-server.ts';

const { site, server, serve, add, documentsOf, clear, ...opened } = await startSiteServer();
afterAll(() => opened[Symbol.asyncDispose]());
beforeEach(clear);

const errorOf = ({ body }: { body: unknown }) => (body as ErrorBody).error;

async function endedCrawl(id: string): Promise<Crawl> {
  return vi.waitFor(
    async () => {
      const crawl = (await server.ask<List<Crawl>>('GET', `/api/knowledge-bases/${id}/crawls`)).body.items[0]!;
      expect(crawl.status).not.toBe('running');
      return crawl;
    },
    { timeout: 28_000 },
  );
}

async function crawl(pages: FakeSite['pages'], options: object = {}, start = '/'): Promise<{ id: string; crawl: Crawl; kept: string[] }> {
  serve(pages);
  const { id } = await server.createKnowledgeBase();
  const answer = await add(id, [start], { crawl: options });
  expect([answer.status, answer.body.crawls]).toEqual([202, [expect.objectContaining({ status: 'running', fetched: 0 })]]);
  const ended = await endedCrawl(id);
  const kept = (await documentsOf(id)).map(({ sourceUrl }) => sourceUrl!.replace(site.url, '')).sort();
  return { id, crawl: ended, kept };
}

test('a crawl follows links breadth first, each page once, within its site, and past pages that fail', async () => {
  const { crawl: ended, kept } = await crawl({
    '/': htmlPage('Home', ['/a', 'b#top', '/a?utm_campaign=x', 'http://other.example/', 'mailto:a@b.c', '/style.css', '/gone', '/']),
    '/a': htmlPage('A', ['/', '/a/deep', '/moved']),
    '/b': htmlPage('B', ['/b', '/a'], '<base href="/b/"/>'),
    '/a/deep': htmlPage('Deep', ['/too-deep']),
    '/too-deep': htmlPage('Too deep'),
    '/moved': (_request, response) => response.writeHead(301, { location: '/a#again' }).end(),
  });
  expect(kept).toEqual(['/', '/a', '/a/deep', '/b']);
  expect(site.asked.filter((each) => each !== '/robots.txt')).toEqual(['/', '/a', '/b', '/gone', '/a/deep', '/moved', '/a']);
  expect(ended).toMatchObject({ status: 'done', fetched: 4, failed: 1, refusals: [{ url: `${site.url}/gone`, error: { code: 'provider_failed' } }] });
});

test('what robots.txt and the pages themselves ask for is respected', async () => {
  const robots = 'User-agent: *\nDisallow: /\n\nUser-agent: lectern\nDisallow: /private\nAllow: /private/open\n';
  const { crawl: ended, kept } = await crawl({
    '/robots.txt': (_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(robots),
    '/': htmlPage('Home', ['/private/x', '/private/open', '/hidden', '/silent']),
    '/private/x': htmlPage('Private'),
    '/private/open': htmlPage('Open'),
    '/hidden': htmlPage('Hidden', ['/from-hidden'], '<meta name="robots" content="noindex">'),
    '/from-hidden': htmlPage('From hidden'),
    '/silent': htmlPage('Silent', ['/from-silent'], '<meta name="ROBOTS" content="nofollow">'),
    '/from-silent': htmlPage('From silent'),
  });
  expect(kept).toEqual(['/', '/from-hidden', '/private/open', '/silent']);
  expect(site.asked).not.toContain('/private/x');
  expect(ended.refusals.map(({ url, error }) => [url.replace(site.url, ''), error.code])).toEqual([
    ['/private/x', 'forbidden'],
    ['/hidden', 'forbidden'],
  ]);
});

test('a crawl ends at its number of pages and depth, and stays within its path', async () => {
  const many = (prefix: string) => Array.from({ length: 20 }, (_, index) => `${prefix}${index}`);
  const pages = Object.fromEntries(many('/docs/').map((each) => [each, htmlPage(each, ['/elsewhere', `${each}/more`])]));
  const first = await crawl({ ...pages, '/docs/': htmlPage('Docs', ['/elsewhere', ...many('/docs/')]), '/elsewhere': htmlPage('Elsewhere') }, { maxPages: 5, pathPrefix: '/docs/' }, '/docs/');
  expect(first.crawl).toMatchObject({ status: 'done', fetched: 5 });
  expect(first.kept.every((each) => each.startsWith('/docs/'))).toBe(true);
  const second = await crawl({}, { maxDepth: 0 }, '/docs/');
  expect(second.kept).toEqual(['/docs/']);
});

test('a site that makes up addresses without end is left in time', async () => {
  let made = 0;
  const trap = htmlPage('Calendar', ['/calendar?day=1']);
  serve({ '/loop': (request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(htmlPage(`Loop ${(made += 1)}`, [`${request.url}x/`])) });
  const { crawl: ended } = await crawl(
    {
      '/': htmlPage('Home', ['/calendar', '/a/']),
      '/calendar': (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(trap.replaceAll('day=1', `day=${(made += 1)}`)),
      '/a/': htmlPage('A', ['/a/a/']),
      '/a/a/': htmlPage('AA', ['/a/a/a/']),
      '/a/a/a/': htmlPage('AAA', ['/a/a/a/a/']),
      '/a/a/a/a/': htmlPage('AAAA'),
    },
    { maxDepth: 5, maxPages: 100 },
  );
  expect(ended.status).toBe('done');
  expect(site.asked).not.toContain('/a/a/a/a/');
  expect(site.asked.filter((each) => each.startsWith('/calendar')).length).toBeLessThan(10);
});

test('a page under several addresses is kept once, under the one it names', async () => {
  const head = `<link rel="canonical" href="/shop">`;
  const { kept } = await crawl({
    '/': htmlPage('Home', ['/shop?session=1', '/shop?session=2', '/wrong']),
    '/shop': htmlPage('Shop', [], head),
    '/wrong': htmlPage('Wrong', [], '<link rel="canonical" href="/">'),
  });
  expect(kept).toEqual(['/', '/shop', '/wrong']);
});

test('a site that leads its first address elsewhere is crawled where it is', async () => {
  const port = new URL(site.url).port;
  const { kept } = await crawl({ '/old': (_request, response) => response.writeHead(302, { location: `http://localhost:${port}/new` }).end(), '/new': htmlPage('New', ['/more']), '/more': htmlPage('More') }, {}, '/old');
  expect(kept.map((each) => new URL(each, site.url).host)).toEqual([`localhost:${port}`, `localhost:${port}`]);
});

test('a crawl that is cancelled stops, and keeps what it has', async () => {
  serve({ '/': htmlPage('Home', ['/hangs']), '/hangs': () => {} });
  const { id } = await server.createKnowledgeBase();
  const [started] = (await add(id, ['/'], { crawl: {} })).body.crawls;
  expect(errorOf(await add(id, ['/'], { crawl: {} })).code).toBe('conflict');
  await vi.waitFor(() => expect(site.asked).toContain('/hangs'), { timeout: 10_000 });
  expect((await server.ask('DELETE', `/api/crawls/${started!.crawlId}`)).status).toBe(204);
  expect(await endedCrawl(id)).toMatchObject({ status: 'cancelled', fetched: 1 });
  expect((await documentsOf(id)).map(({ name }) => name)).toEqual(['Home.html']);
  expect((await server.ask('DELETE', '/api/crawls/unknown')).status).toBe(404);
});

test('a crawl of a knowledge base that is deleted ends with it', async () => {
  serve({ '/': htmlPage('Home', ['/hangs']), '/hangs': () => {} });
  const { id } = await server.createKnowledgeBase();
  await add(id, ['/'], { crawl: {} });
  await vi.waitFor(() => expect(site.asked).toContain('/hangs'), { timeout: 10_000 });
  expect((await server.ask('DELETE', `/api/knowledge-bases/${id}`)).status).toBe(204);
  expect(await server.context.database.client.job.count({ where: { kind: 'crawl' } })).toBe(0);
});

test('a crawl that was interrupted goes on where it was, and keeps each page once', async () => {
  const folder = await temporaryFolder();
  const hanging = { '/': htmlPage('Home', ['/a', '/hangs']), '/a': htmlPage('A'), '/hangs': () => {} };
  const before = await startTestServerIn(folder.path, site.environment);
  serve(hanging);
  const { id } = await before.createKnowledgeBase();
  await before.ask('POST', `/api/knowledge-bases/${id}/urls`, { urls: [site.url], crawl: {} });
  await vi.waitFor(() => expect(site.asked).toContain('/hangs'), { timeout: 10_000 });
  await before[Symbol.asyncDispose]();

  serve({ '/hangs': htmlPage('Answers now') });
  const after = await startTestServerIn(folder.path, site.environment);
  const ended = await vi.waitFor(
    async () => {
      const [crawl] = (await after.ask<List<Crawl>>('GET', `/api/knowledge-bases/${id}/crawls`)).body.items;
      expect(crawl!.status).toBe('done');
      return crawl;
    },
    { timeout: 28_000 },
  );
  expect(ended).toMatchObject({ fetched: 3, failed: 0 });
  const { items } = (await after.ask<List<Document>>('GET', `/api/knowledge-bases/${id}/documents`)).body;
  expect(items.map(({ name }) => name).sort()).toEqual(['A.html', 'Answers now.html', 'Home.html']);
  expect(site.asked.filter((each) => each === '/a')).toHaveLength(1);
  await after[Symbol.asyncDispose]();
  await folder.remove();
});

test('a site that must not be asked is left, saying why', async () => {
  const { id } = await server.createKnowledgeBase();
  const refusedAtOnce = await add(id, ['http://10.0.0.1/'], { crawl: {} });
  expect([refusedAtOnce.status, errorOf(refusedAtOnce).message]).toEqual([403, expect.stringContaining('http://10.0.0.1/')]);
  serve({ '/robots.txt': (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(), '/': htmlPage('Home') });
  await add(id, ['/'], { crawl: {} });
  expect(await endedCrawl(id)).toMatchObject({ status: 'failed', fetched: 0, refusals: [{ error: { code: 'forbidden' } }] });
  expect(site.asked).not.toContain('/');
});
