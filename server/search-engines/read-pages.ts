import { Readable } from 'node:stream';
import type { ParserPool } from '../ingestion/parser-pool.ts';
import { AppError, throwIfAborted } from '../platform/errors.ts';
import type { FileStore } from '../platform/files.ts';
import type { SafeFetch } from '../platform/safe-fetch.ts';
import { pageSplitting, type ReadPage } from './page-passages.ts';
import type { WebResult } from './search-engine.ts';

export type ReadPagesContext = { safeFetch: SafeFetch; files: FileStore; parsers: ParserPool };

const pagesLimit = 5;
/** Of one page the beginning is read, so that a large one takes nothing from the others: 2 MB together. */
const pageBytes = 400 * 1024;
const timeTogetherMs = 10_000;
const extensions: Readonly<Record<string, string>> = { 'text/html': '.html', 'application/xhtml+xml': '.html', 'text/plain': '.txt' };

/** The end is put behind an ASCII character: others may have more bytes than are left. */
async function* beginningOf(content: Readable): AsyncGenerator<Buffer> {
  let left = pageBytes;
  for await (const piece of content as AsyncIterable<Buffer>) {
    if (piece.length < left) {
      left -= piece.length;
      yield piece;
      continue;
    }
    let end = left;
    while (end > 0 && piece[end - 1]! >= 0x80) end--;
    yield piece.subarray(0, end);
    return;
  }
}

/** Fetches one page under the rules for addresses that anybody names, and reads it in a parser process. */
async function readPage({ safeFetch, files, parsers }: ReadPagesContext, url: string, signal: AbortSignal): Promise<ReadPage> {
  const mediaTypes = Object.keys(extensions);
  const fetched = await safeFetch.fetch(url, { mediaTypes, totalTimeoutMs: timeTogetherMs, signal });
  const content = Readable.from(beginningOf(fetched.content), { objectMode: false });
  try {
    const { temporaryPath, sizeBytes } = await files.receive(content, { maxBytes: pageBytes, signal });
    try {
      await using workspace = await files.openWorkspace();
      const file = { path: temporaryPath, name: `page${extensions[fetched.mediaType]}`, sizeBytes, url: fetched.url };
      const { document, chunks } = await parsers.parse(file, { ...pageSplitting, folder: workspace.path }, signal);
      return { text: document.text, chunks };
    } finally {
      await files.discard(temporaryPath);
    }
  } finally {
    content.destroy();
    fetched.content.destroy();
  }
}

/**
 * The first pages of those found whose text the engine did not send along; all of them within limits of number, bytes and time.
 * Those that cannot be read are left out. @throws AppError cancelled
 */
export async function readPages(
  context: ReadPagesContext,
  results: readonly WebResult[],
  signal: AbortSignal,
): Promise<{ pages: Map<string, ReadPage>; failures: number }> {
  const wanted = results.filter(({ text }) => text === undefined).slice(0, pagesLimit);
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeTogetherMs)]);
  const read = await Promise.allSettled(wanted.map(({ url }) => readPage(context, url, deadline)));
  throwIfAborted(signal);
  const pages = new Map<string, ReadPage>();
  for (const [index, outcome] of read.entries()) {
    if (outcome.status === 'fulfilled') pages.set(wanted[index]!.url, outcome.value);
    else if (!(outcome.reason instanceof AppError)) throw outcome.reason;
  }
  return { pages, failures: wanted.length - pages.size };
}
