import { execFile } from 'node:child_process';
import dns from 'node:dns';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const refused = /tests talk to loopback only/;

test('fetch, TCP, TLS and name look-ups beyond this machine fail by name', async () => {
  await expect(fetch('http://192.0.2.1/')).rejects.toMatchObject({ cause: { message: expect.stringMatching(refused) } });
  expect(() => net.connect(80, '192.0.2.1')).toThrow(refused);
  expect(() => tls.connect({ host: 'example.com', port: 443 })).toThrow(refused);
  expect(() => dns.lookup('example.com', () => undefined)).toThrow(refused);
  await expect(async () => dns.promises.lookup('example.com')).rejects.toThrow(refused);
});

test('loopback answers', async () => {
  const server = http.createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
  expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe('here');
  server.close();
});

test('so do processes that a test starts', async () => {
  const program = `fetch('http://192.0.2.1/').catch((error) => console.log(error.cause.message))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program]);
  expect(stdout).toMatch(refused);
});
