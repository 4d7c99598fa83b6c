import type { RequestListener } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenOnLoopback } from '../testing/listen.ts';
import { AppError } from './errors.ts';
import { createSafeFetch, type FetchOptions, type SafeFetch } from './safe-fetch.ts';

const megabyte = 1024 * 1024;
const html = { 'content-type': 'text/html; charset=GBK' };
const asked: { url: string; headers: Record<string, unknown> }[] = [];

const answers: Record<string, RequestListener> = {
  '/page': (_request, response) => response.writeHead(200, html).end('<p>hello</p>'),
  '/gzip': (_request, response) => response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync('packed')),
  '/brotli': (_request, response) => response.writeHead(200, { ...html, 'content-encoding': 'br' }).end(brotliCompressSync('packed')),
  '/zstd': (_request, response) => response.writeHead(200, { ...html, 'content-encoding': 'zstd' }).end('x'),
  '/gzip-bomb': (_request, response) => response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(16 * megabyte))),
  '/brotli-bomb': (_request, response) => response.writeHead(200, { ...html, 'content-encoding': 'br' }).end(brotliCompressSync(Buffer.alloc(megabyte))),
  '/empty-pieces': (_request, response) => endless(response.writeHead(200, { ...html, 'content-encoding': 'gzip' }), Buffer.concat(Array<Buffer>(500).fill(gzipSync('')))),
  '/endless': (_request, response) => endless(response.writeHead(200, html), Buffer.alloc(64 * 1024)),
  '/silent': () => {},
  '/stalls': (_request, response) => void response.writeHead(200, html).write('begun'),
  '/video': (_request, response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end('secret of the site'),
  '/broken': (_request, response) => response.writeHead(500, html).end('secret of the site'),
  '/missing': (_request, response) => response.writeHead(404, html).end(),
  '/busy': (_request, response) => response.writeHead(429, html).end(),
  '/resets': (_request, response) => response.destroy(),
  '/one-hop': redirectTo('/page'),
  '/loop': redirectTo('/loop'),
  '/to-metadata': redirectTo('http://169.254.169.254/latest/meta-data/'),
  '/to-private': redirectTo('http://10.0.0.1/'),
  '/to-file': redirectTo('file:///etc/passwd'),
  '/to-user': redirectTo('http://user:pass@127.0.0.1/'),
  '/to-other-port': redirectTo('http://127.0.0.1:22/'),
};

function redirectTo(location: string): RequestListener {
  return (_request, response) => response.writeHead(302, { location, 'set-cookie': 'a=b' }).end('moved');
}

function endless(response: Parameters<RequestListener>[1], piece: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
}

let site: { url: string } & AsyncDisposable;
let port: number;
let web: SafeFetch;
beforeAll(async () => {
  site = await listenOnLoopback((request, response) => {
    asked.push({ url: request.url!, headers: request.headers });
    answers[request.url!]?.(request, response);
  });
  port = Number(new URL(site.url).port);
  web = createSafeFetch({ allowedNetworks: ['127.0.0.0/8'], allowedPorts: [port] });
});
afterAll(async () => {
  await web[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const options = (more: Partial<FetchOptions> = {}): FetchOptions => ({ mediaTypes: ['text/*', 'application/pdf'], signal: new AbortController().signal, ...more });
const read = async (path: string, more?: Partial<FetchOptions>) => text((await web.fetch(site.url + path, options(more))).content);

async function refusal(fetching: Promise<unknown>): Promise<AppError> {
  const error = await fetching.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

test('a page is fetched with its type and its encoding taken off', async () => {
  const page = await web.fetch(`${site.url}/page`, options());
  expect([page.url, page.mediaType, page.charset, await text(page.content)]).toEqual([`${site.url}/page`, 'text/html', 'GBK', '<p>hello</p>']);
  expect([await read('/gzip'), await read('/brotli')]).toEqual(['packed', 'packed']);
  expect((await refusal(read('/zstd'))).code).toBe('unsupported');
});

test('redirects are followed, without cookies, and the final address is told', async () => {
  expect((await web.fetch(`${site.url}/one-hop`, options())).url).toBe(`${site.url}/page`);
  expect(asked.at(-1)!.headers).not.toHaveProperty('cookie');
  expect((await refusal(read('/loop'))).message).toContain('more than 5 times');
  expect((await refusal(read('/one-hop', { mayFollow: () => false }))).code).toBe('forbidden');
});

test.each([
  ['/to-metadata', 'forbidden'],
  ['/to-private', 'forbidden'],
  ['/to-file', 'invalid_request'],
  ['/to-user', 'invalid_request'],
  ['/to-other-port', 'invalid_request'],
])('the redirect %s is refused', async (path, code) => {
  expect((await refusal(read(path))).code).toBe(code);
});

test.each(['/endless', '/empty-pieces', '/gzip-bomb', '/brotli-bomb'])('%s ends at the limit of bytes, naming the address', async (path) => {
  const error = await refusal(read(path, { maxBytes: 128 * 1024 }));
  expect([error.code, error.details.url, error.message]).toEqual(['too_large', site.url + path, expect.stringContaining('128 KB')]);
});

test.each(['/silent', '/stalls'])('%s ends when the time is over', async (path) => {
  expect((await refusal(read(path, { totalTimeoutMs: 100 }))).code).toBe('timed_out');
});

test('an answer that nobody reads ends by itself', async () => {
  const { content } = await web.fetch(`${site.url}/stalls`, options({ totalTimeoutMs: 50 }));
  await expect(buffer(content)).rejects.toMatchObject({ code: 'timed_out' });
  const unread = await web.fetch(`${site.url}/stalls`, options({ totalTimeoutMs: 50 }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await refusal(text(unread.content))).code).toBe('timed_out');
});

test.each([
  ['/video', 'unsupported', /video\/mp4/],
  ['/broken', 'provider_failed', /status 500/],
  ['/missing', 'provider_failed', /status 404/],
  ['/busy', 'rate_limited', /status 429/],
  ['/resets', 'provider_failed', /broken off/],
])('%s says what was refused, gives a hint and tells nothing of the answer', async (path, code, message) => {
  const error = await refusal(read(path));
  expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
  expect(error.message).toContain(site.url + path);
  expect(error.hint).toMatch(/\w/);
  expect(JSON.stringify([error.message, error.details])).not.toContain('secret');
});

test('a fetch that is cancelled says so', async () => {
  const abort = new AbortController();
  const reading = read('/silent', { signal: abort.signal });
  abort.abort();
  expect((await refusal(reading)).code).toBe('cancelled');
});

const strict = createSafeFetch({ allowedNetworks: [], allowedPorts: [] });

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://017700000001/',
  'http://0x7f000001/',
  'http://0x7f.1/',
  'http://127.1/',
  'http://①②⑦.0.0.1/',
  'http://127.0.0.1./',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:169.254.169.254]/',
  'http://[0:0:0:0:0:ffff:7f00:1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://10.0.0.5/',
  'http://0/',
  'http://100.100.100.200/',
])('%s is refused before anything is sent', async (url) => {
  expect((await refusal(strict.fetch(url, options()))).code).toBe('forbidden');
});

test.each([
  ['file:///etc/passwd', /file:/],
  ['ftp://example.com/', /ftp:/],
  ['gopher://127.0.0.1:6379/', /gopher:/],
  ['data:text/html,hello', /data:/],
  ['javascript:alert(1)', /javascript:/],
  ['//example.com', /no web address/],
  ['http://', /no web address/],
  ['http://user@example.com/', /user name/],
  ['http://example.com@127.0.0.1/', /user name/],
  ['http://:secret@example.com/', /user name/],
  ['http://example.com:22/', /port 22/],
])('%s is no address to fetch', async (url, message) => {
  const error = await refusal(strict.fetch(url, options()));
  expect([error.code, error.message]).toEqual(['invalid_request', expect.stringMatching(message)]);
  expect(error.message).not.toContain('secret');
});

test('an address that has no end is refused, and not repeated whole', async () => {
  const error = await refusal(strict.fetch(`http://example.com/${'x'.repeat(3000)}`, options()));
  expect([error.code, error.message.length < 500]).toEqual(['invalid_request', true]);
});

test.each([['10.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::ffff:192.168.0.1'], ['169.254.169.254']])('a name that leads to %s is refused', async (...addresses) => {
  await using named = createSafeFetch({ allowedNetworks: [], allowedPorts: [] }, async () => addresses);
  const error = await refusal(named.fetch('http://innocent.example/', options()));
  expect([error.code, error.message]).toEqual(['forbidden', expect.stringContaining('http://innocent.example/')]);
});

test('the address that was checked is the one that is asked, whatever the name leads to later', async () => {
  const lookups: string[][] = [['127.0.0.1'], ['127.0.0.2', '10.0.0.1']];
  await using rebinding = createSafeFetch({ allowedNetworks: ['127.0.0.0/8'], allowedPorts: [port] }, async () => lookups.shift() ?? []);
  const fetchOnce = () => rebinding.fetch(`http://rebinding.example:${port}/resets`, options());
  expect((await refusal(fetchOnce())).message).toContain('broken off');
  expect(asked.at(-1)!.headers.host).toBe(`rebinding.example:${port}`);
  expect((await refusal(fetchOnce())).code).toBe('forbidden');
  expect(lookups).toEqual([]);
});

test('a host that is allowed by name may be in a private network, but never where metadata is', async () => {
  const leads: Record<string, string> = { 'wiki.corp': '127.0.0.1', 'evil.corp': '169.254.169.254', 'other.corp': '127.0.0.1' };
  await using intranet = createSafeFetch({ allowedNetworks: ['wiki.corp', 'evil.corp'], allowedPorts: [port] }, async (hostname) => [leads[hostname]!]);
  const page = await intranet.fetch(`http://WIKI.corp:${port}/page`, options());
  expect(await text(page.content)).toBe('<p>hello</p>');
  for (const host of ['evil.corp', 'other.corp']) expect((await refusal(intranet.fetch(`http://${host}:${port}/page`, options()))).code).toBe('forbidden');
});

test('when one address of a name does not answer, the next one is asked', async () => {
  await using several = createSafeFetch({ allowedNetworks: ['127.0.0.0/8', '::1'], allowedPorts: [port] }, async () => ['127.0.0.9', '127.0.0.1']);
  expect(await text((await several.fetch(`http://several.example:${port}/page`, options())).content)).toBe('<p>hello</p>');
});
