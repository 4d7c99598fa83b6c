import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import express from 'express';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listenOnLoopback } from '../../testing/listen.ts';
import { temporaryFolder } from '../../testing/test-database.ts';
import { tinyGguf } from '../../testing/tiny-gguf.ts';
import { downloadModel, type ModelDownload } from './download-model.ts';

const file = tinyGguf({ words: ['hello'] });
const sha256 = createHash('sha256').update(file).digest('hex');
let server: Awaited<ReturnType<typeof listenOnLoopback>>;
let folder: { path: string; remove(): Promise<void> };
let ranges: (string | undefined)[] = [];
let said: string[] = [];
let sidecar = '';

beforeAll(async () => {
  const app = express();
  app.get('/model.gguf', (request, response) => {
    ranges.push(request.headers.range);
    response.set('ETag', '"v1"');
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (start === 0) {
      // The line breaks off after half of it.
      response.set('Content-Length', String(file.length)).write(file.subarray(0, file.length / 2), () => setTimeout(() => response.destroy(), 100));
    } else response.status(206).set('Content-Range', `bytes ${start}-${file.length - 1}/${file.length}`).end(file.subarray(start));
  });
  app.get('/model.gguf.sha256', (_request, response) => void (sidecar ? response.send(`${sidecar}  model.gguf`) : response.status(404).end()));
  app.get('/leads/model.gguf', (_request, response) => response.redirect('/model.gguf'));
  app.get('/inward/model.gguf', (_request, response) => response.redirect('http://localhost:1/model.gguf'));
  app.get('/page.gguf', (_request, response) => void response.send('<html>Sign in</html>'));
  server = await listenOnLoopback(app);
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  folder = await temporaryFolder();
  [ranges, said, sidecar] = [[], [], ''];
  return () => folder.remove();
});

const download = (at: string, change: Partial<ModelDownload> = {}) =>
  downloadModel({
    url: server.url + at,
    folder: folder.path,
    rules: { allowedNetworks: [], allowedPorts: [] },
    signal: new AbortController().signal,
    say: (line) => void said.push(line),
    ...change,
  });

test('what broke off goes on where it was, and the digest is checked', async () => {
  const target = await download('/leads/model.gguf', { sha256 });
  expect((await readFile(target)).equals(file)).toBe(true);
  expect(ranges[0]).toBeUndefined();
  expect(ranges.at(-1)).toMatch(/^bytes=[1-9]\d*-$/);
  expect(said).toContain(`SHA-256 ${sha256} is right`);
  expect(await readdir(folder.path)).toEqual(['model.gguf']);
});

test('an earlier call that broke off is continued by a later one', async () => {
  await writeFile(path.join(folder.path, '.model.gguf.part'), file.subarray(0, 100));
  await writeFile(path.join(folder.path, '.model.gguf.part.tag'), '"v1"');
  await download('/model.gguf');
  expect(ranges).toEqual(['bytes=100-']);
  expect(said.join()).toContain('--sha256');
});

test('a file of another digest is thrown away', async () => {
  sidecar = '0'.repeat(64);
  await expect(download('/model.gguf')).rejects.toThrow(/SHA-256 is [0-9a-f]{64}, and should be 0000/);
  expect(await readdir(folder.path)).not.toContain('model.gguf');
});

test('what is no model, and an address that leads into the own network, are refused', async () => {
  await expect(download('/page.gguf')).rejects.toThrow(/no GGUF file/);
  await expect(download('/inward/model.gguf')).rejects.toMatchObject({ code: 'forbidden' });
  await expect(download('/model')).rejects.toMatchObject({ code: 'invalid_request' });
});
