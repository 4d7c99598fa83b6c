import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { ProxyUrl } from '#contracts/provider-options';
import { sendsJson, startFakeEndpoint } from '../testing/fake-endpoint.ts';
import { createProxies, isInOwnNetwork } from './proxies.ts';

/** Passes every tunnel to one server, whatever host was asked for, and keeps what was asked. */
async function startProxy(target: string) {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', (request: IncomingMessage, socket) => {
    asked.push(request.url!);
    const upstream = connect(Number(new URL(target).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const side of [socket, upstream]) side.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, [Symbol.asyncDispose]: async () => void server.close() };
}

test.each([
  ['http://127.0.0.1:11434/v1', true],
  ['http://localhost:1234', true],
  ['http://[::1]:8080', true],
  ['http://10.1.2.3', true],
  ['http://192.168.1.9:8000', true],
  ['http://ollama:11434', true],
  ['http://gpu.local', true],
  ['https://models.corp.internal/v1', true],
  ['https://api.openai.com/v1', false],
  ['https://8.8.8.8', false],
])('%s is in the own network: %s', (url, isOwn) => {
  expect(isInOwnNetwork(url)).toBe(isOwn);
});

test('a public address is asked through its proxy, a local one never', async () => {
  await using fake = await startFakeEndpoint();
  await using proxy = await startProxy(fake.url);
  await using proxies = createProxies();
  fake.answers = [sendsJson({ ok: true })];
  const there = await proxies.fetchFor('http://models.example/v1', proxy.url, '')('http://models.example/v1', { method: 'POST', body: '{}' });
  expect(await there.json()).toEqual({ ok: true });
  expect(proxy.asked).toEqual(['models.example:80']);
  expect(fake.calls).toMatchObject([{ headers: { host: 'models.example' } }]);
  expect(proxies.fetchFor(fake.url, proxy.url, proxy.url)).toBe(fetch);
});

test('a proxy that is not there is named, and not the address behind it', async () => {
  const proxy = await startProxy('http://127.0.0.1:1');
  await proxy[Symbol.asyncDispose]();
  await using proxies = createProxies();
  const asking = proxies.fetchFor('https://models.example', proxy.url, '')('https://models.example');
  await expect(asking).rejects.toMatchObject({ code: 'unavailable', message: `No connection to the proxy ${new URL(proxy.url).host}` });
});

test('the service’s own proxy stands before that of the installation, and that before the environment’s', async () => {
  await using proxies = createProxies({ https: 'http://environment:3128', except: ['direct.example', '.corp.example:8443'] });
  const way = (url: string, own: string | undefined, general: string) => proxies.fetchFor(url, own, general);
  const [own, general, environment] = [way('https://a.example', 'http://own:1', 'http://general:1'), way('https://a.example', undefined, 'http://general:1'), way('https://a.example', undefined, '')];
  expect(new Set([own, general, environment, fetch]).size).toBe(4);
  expect(way('https://b.example', undefined, 'http://general:1')).toBe(general);
  expect(way('http://a.example', undefined, '')).toBe(fetch);
  expect(way('https://direct.example', undefined, 'http://general:1')).toBe(fetch);
  expect(way('https://x.corp.example:8443', undefined, '')).toBe(fetch);
  expect(way('https://x.corp.example', undefined, '')).toBe(environment);
  expect(way('https://direct.example', 'http://own:1', '')).toBe(own);
});

test.each([
  ['socks5://proxy:1080', 'SOCKS'],
  ['http://user:secret@proxy:3128', 'credentials'],
])('%s is refused by name', (url, problem) => {
  expect(ProxyUrl.safeParse(url).error?.issues[0]!.message).toContain(problem);
});
