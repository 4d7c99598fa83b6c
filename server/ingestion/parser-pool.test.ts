import { tmpdir } from 'node:os';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { docxParagraph, makeDocx } from '../testing/docx-fixture.ts';
import { makePdf } from '../testing/pdf-fixture.ts';
import { makeSourceFile } from '../testing/source-file.ts';
import { createParserPool } from './parser-pool.ts';

const split = { splitter: 'recursive', chunkSize: 200, chunkOverlap: 40, titleEnhancement: false, headingPrefix: false };
const options = { ...split, folder: tmpdir() };
const megabyte = 1024 * 1024;

function never(): AbortSignal {
  return new AbortController().signal;
}

/** Processes of which this one is the parent. */
async function childrenOf(processId: number | undefined): Promise<number[]> {
  const children = await readFile(`/proc/${processId}/task/${processId}/children`, 'utf8').catch(() => '');
  return children.split(' ').filter(Boolean).map(Number);
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

test('documents of all formats are parsed and split, several at a time', async () => {
  await using pool = createParserPool({ processes: 2 });
  const files = await Promise.all([
    makeSourceFile('a.txt', '第一句。第二句。'),
    makeSourceFile('b.md', '# Title\n\ntext'),
    makeSourceFile('c.html', '<h1>Title</h1><p>text'),
    makeSourceFile('d.csv', 'a,b\n1,2\nx,y'),
    makeSourceFile('e.pdf', makePdf([[{ text: 'text of a page', x: 50, y: 700 }]])),
    makeSourceFile('f.docx', makeDocx(docxParagraph('text'))),
  ]);
  const results = await Promise.all(files.map((file) => pool.parse(file, options, never())));
  for (const { document, chunks } of results) {
    expect(chunks).toHaveLength(1);
    expect(document.text.slice(chunks[0]!.start, chunks[0]!.end)).toBe(document.text.trim());
  }
  expect(results[4]?.document.pageCount).toBe(1);
  expect(results[4]?.chunks[0]?.page).toBe(1);
});

test('a parsed document is split anew without its file', async () => {
  await using pool = createParserPool({ processes: 1 });
  const { document, chunks } = await pool.parse(await makeSourceFile('a.txt', 'One sentence. '.repeat(60)), options, never());
  const smaller = await pool.split(document, { ...split, chunkSize: 80, chunkOverlap: 0 }, never());
  expect(smaller.length).toBeGreaterThan(chunks.length);
});

test('what is wrong with a document comes back as it was said, and the next one is served', async () => {
  await using pool = createParserPool({ processes: 1 });
  await expect(pool.parse(await makeSourceFile('a.docx', Buffer.from('PK\u0003\u0004 cut off')), options, never())).rejects.toMatchObject({
    code: 'unsupported',
    details: { hint: expect.any(String) },
  });
  await expect(pool.parse(await makeSourceFile('a.txt', 'fine'), options, never())).resolves.toMatchObject({ chunks: [{ start: 0, end: 4 }] });
});

test('a document that takes too long is given up, its process killed, and the next one gets another', async () => {
  await using pool = createParserPool({ processes: 1, timeoutMs: 0, timeoutPerMbMs: 60_000 });
  const small = await makeSourceFile('a.txt', 'too small to be given time');
  await expect(pool.parse(small, options, never())).rejects.toMatchObject({ code: 'timed_out', details: { hint: expect.any(String) } });
  const large = await makeSourceFile('b.txt', 'Sentence. '.repeat(50_000));
  await expect(pool.parse(large, options, never())).resolves.toHaveProperty('chunks');
});

test('a document that needs too much memory is given up, and the next one is served', async () => {
  await using pool = createParserPool({ processes: 1, maxRssBytes: 200 * megabyte });
  const deepTree = await makeSourceFile('a.html', '<p>x<b>y</b>'.repeat(900_000));
  await expect(pool.parse(deepTree, options, never())).rejects.toMatchObject({ code: 'unsupported', details: { hint: expect.any(String) } });
  await expect(pool.parse(await makeSourceFile('b.txt', 'fine'), options, never())).resolves.toHaveProperty('chunks');
});

test('more chunks or text than allowed are refused', async () => {
  const limits = { maxTextChars: 1_000, maxBlocks: 100, maxPages: 10, maxChunks: 3 };
  await using pool = createParserPool({ processes: 1, limits });
  await expect(pool.parse(await makeSourceFile('a.txt', 'Sentence. '.repeat(90)), { ...options, chunkSize: 50, chunkOverlap: 0 }, never())).rejects.toThrow('at most 3');
  await expect(pool.parse(await makeSourceFile('b.txt', 'Sentence. '.repeat(110)), options, never())).rejects.toMatchObject({ code: 'unsupported' });
});

test('a cancelled document leaves its place at once, waiting or running', async () => {
  await using pool = createParserPool({ processes: 1 });
  const running = new AbortController();
  const waiting = new AbortController();
  const file = await makeSourceFile('a.txt', 'text');
  const first = pool.parse(file, options, running.signal);
  const second = pool.parse(file, options, waiting.signal);
  waiting.abort();
  await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  running.abort();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  await expect(pool.parse(file, options, never())).resolves.toHaveProperty('chunks');
  await expect(pool.parse(file, options, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});

test('disposing ends every process and refuses what comes after', async () => {
  const pool = createParserPool({ processes: 2 });
  const file = await makeSourceFile('a.txt', 'text');
  await pool.parse(file, options, never());
  const running = pool.parse(file, options, never());
  await pool[Symbol.asyncDispose]();
  await expect(running).rejects.toHaveProperty('code');
  await expect(pool.parse(file, options, never())).rejects.toMatchObject({ code: 'unavailable' });
});

test.skipIf(process.platform !== 'linux')('a parser ends when the server is killed, even in the middle of a document', async () => {
  const source = `
    import { createParserPool } from ${JSON.stringify(new URL('./parser-pool.ts', import.meta.url).href)};
    const pool = createParserPool({ processes: 1 });
    pool.parse(JSON.parse(process.env.SOURCE_FILE), { chunkSize: 200, chunkOverlap: 0 }, new AbortController().signal);
    process.stdout.write('started');
  `;
  const file = await makeSourceFile('a.html', '<p>x<b>y</b>'.repeat(900_000));
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const server = spawn(process.execPath, ['--import', loader, '--input-type=module', '-e', source], {
    env: { SOURCE_FILE: JSON.stringify(file) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  const [parser] = await childrenOf(server.pid);
  expect(parser).toBeDefined();
  server.kill('SIGKILL');
  await expect.poll(() => isRunning(parser!), { timeout: 15_000 }).toBe(false);
});
