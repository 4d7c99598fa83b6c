import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRandom } from '../../server/testing/random-vectors.ts';
import { goodDocument, goodFormats } from '../robustness/good-files.ts';
import { peakMemoryMb } from '../robustness/process-memory.ts';
import { type ApiClient, createApiClient, type UploadedFile } from '../testing/api-client.ts';
import { startServer } from '../testing/real-server.ts';

const defaultCount = 1_000;
const filesPerRequest = 100;
const sentencesPerFile = 20;
const idleSearches = 200;
const settleWithinMs = 20 * 60_000;
const words = 'harbour lantern oak river market bridge winter glass letter garden stone paper engine island copper signal valley timber anchor mirror'.split(' ');

/** Sentences of a fixed random order, the same for everybody. */
function textOf(seed: number): string {
  const random = createRandom(seed);
  const word = () => words[Math.floor(random() * words.length)]!;
  return Array.from({ length: sentencesPerFile }, () => `The ${word()} ${word()} of number ${Math.floor(random() * 10_000)} stands near the ${word()} ${word()} in the ${word()}.`).join(' ');
}

function filesOf(count: number): UploadedFile[] {
  return Array.from({ length: count }, (_, index) => {
    const format = goodFormats[index % goodFormats.length]!;
    return { name: `file-${index}.${format}`, content: goodDocument(format, textOf(index + 1)) };
  });
}

const percentile = (values: readonly number[], share: number) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

async function timeSearch(api: ApiClient, knowledgeBaseId: string, seed: number): Promise<number> {
  const begun = performance.now();
  await api.search(knowledgeBaseId, `Which ${words[seed % words.length]} stands near the ${words[(seed * 7) % words.length]}?`, 5);
  return performance.now() - begun;
}

async function untilSettled(api: ApiClient, knowledgeBaseId: string, count: number, meanwhile: () => Promise<void>): Promise<{ ready: number; failed: number }> {
  for (const deadline = Date.now() + settleWithinMs; Date.now() < deadline; ) {
    await meanwhile();
    const { documentCount, readyCount, failedCount } = await api.getKnowledgeBase(knowledgeBaseId);
    if (documentCount === count && readyCount + failedCount === count) return { ready: readyCount, failed: failedCount };
  }
  throw new Error(`Not settled within ${settleWithinMs / 60_000} minutes`);
}

/** Documents of twenty kinds in one go, while questions are asked all the time; then the same questions with nothing else to do. @param args how many documents */
export async function benchIngest([countText]: readonly string[]): Promise<void> {
  const count = Number(countText ?? defaultCount);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-bench-'));
  const server = await startServer(dataDir);
  try {
    const api = createApiClient(server.url);
    const { id } = await api.createKnowledgeBase({ name: 'Twenty kinds' });
    const files = filesOf(count);
    const begun = performance.now();
    const busyMs: number[] = [];
    const uploading = (async () => {
      for (let first = 0; first < files.length; first += filesPerRequest) await api.upload(id, files.slice(first, first + filesPerRequest));
    })();
    const { ready, failed } = await untilSettled(api, id, count, async () => void busyMs.push(await timeSearch(api, id, busyMs.length)));
    await uploading;
    const seconds = (performance.now() - begun) / 1000;
    const idleMs: number[] = [];
    while (idleMs.length < idleSearches) idleMs.push(await timeSearch(api, id, idleMs.length));
    console.log(`${count} documents of ${goodFormats.length} kinds: ${ready} ready, ${failed} failed, ${(count / seconds).toFixed(1)} documents/s, peak memory of the server ${await peakMemoryMb(server.pid)} MB`);
    const [busy, idle] = [busyMs, idleMs].map((values) => percentile(values, 0.99));
    console.log(`search meanwhile: p50 ${percentile(busyMs, 0.5).toFixed(0)} ms, p99 ${busy!.toFixed(0)} ms (${busyMs.length} searches)`);
    console.log(`search idle:      p50 ${percentile(idleMs, 0.5).toFixed(0)} ms, p99 ${idle!.toFixed(0)} ms`);
    console.log(`p99 meanwhile is ${(busy! / idle!).toFixed(1)}x of idle`);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
