import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { HierarchicalNSW } from 'hnswlib-node';
import { createRandom } from '../../server/testing/random-vectors.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import { startServer } from '../testing/real-server.ts';
import { median, rounds } from './compare.ts';

const chunksPerDocument = 100;
const defaultCount = 100_000;
/** Of the built-in embedding model, for both sides. */
const dimensions = 256;
const settleWithinMs = 30 * 60_000;
/** A document large enough to be split into so many chunks of the smallest size allowed. */
const chunkSize = 100;
const words = 'harbour lantern oak river market bridge winter glass letter garden stone paper engine island copper signal valley timber anchor mirror'.split(' ');

function documentText(seed: number, chunks: number): string {
  const random = createRandom(seed);
  const word = () => words[Math.floor(random() * words.length)]!;
  const sentence = () => `Number ${Math.floor(random() * 1e9)} of the ${word()} ${word()} lies by the ${word()} of the ${word()} ${word()} in ${Math.floor(random() * 1e6)}.`;
  return Array.from({ length: chunks }, sentence).join('\n\n');
}

async function addDocument(api: ApiClient, knowledgeBaseId: string, seed: number): Promise<void> {
  const { documents } = await api.upload(knowledgeBaseId, [{ name: `document-${seed}.txt`, content: documentText(seed, chunksPerDocument) }]);
  for (const deadline = Date.now() + settleWithinMs; Date.now() < deadline; await pause(5)) {
    const { status, failure } = await api.getDocument(documents[0]!.id);
    if (status === 'ready') return;
    if (status === 'failed') throw new Error(failure?.message);
  }
}

async function fill(api: ApiClient, knowledgeBaseId: string, chunks: number): Promise<void> {
  const count = Math.ceil(chunks / chunksPerDocument);
  const files = Array.from({ length: count }, (_, index) => ({ name: `fill-${index}.txt`, content: documentText(1_000_000 + index, chunksPerDocument) }));
  for (let first = 0; first < count; first += 50) await api.upload(knowledgeBaseId, files.slice(first, first + 50));
  for (const deadline = Date.now() + settleWithinMs; Date.now() < deadline; await pause(500)) {
    const { documentCount, readyCount } = await api.getKnowledgeBase(knowledgeBaseId);
    if (documentCount === count && readyCount === count) return;
  }
  throw new Error('The knowledge base did not fill in time');
}

/**
 * What LangChain's HNSWLib does for `addVectors` and `save` (community 1.1, vectorstores/hnswlib): grow the index, add point by
 * point, then write the whole index, the arguments, and every document of the store as one JSON file.
 */
function langchainSide(size: number, directory: string): () => void {
  const { HierarchicalNSW: Index } = createRequire(import.meta.url)('hnswlib-node') as { HierarchicalNSW: typeof HierarchicalNSW };
  const random = createRandom(size);
  const vector = () => Array.from({ length: dimensions }, () => random() - 0.5);
  const documents: [string, object][] = [];
  const index = new Index('cosine', dimensions);
  index.initIndex({ maxElements: size });
  const add = (text: string) => {
    if (documents.length >= index.getMaxElements()) index.resizeIndex(documents.length + chunksPerDocument);
    index.addPoint(vector(), documents.length);
    documents.push([String(documents.length), { pageContent: text, metadata: { source: 'document.txt' } }]);
  };
  const pool = documentText(7, chunksPerDocument).split('\n\n');
  for (let added = 0; added < size; added++) add(pool[added % pool.length]!);
  return () => {
    for (const text of pool) add(text);
    index.writeIndexSync(path.join(directory, 'hnswlib.index'));
    writeFileSync(path.join(directory, 'docstore.json'), JSON.stringify(documents));
    writeFileSync(path.join(directory, 'args.json'), JSON.stringify({ space: 'cosine', numDimensions: dimensions }));
  };
}

async function secondsOf(run: () => unknown): Promise<number> {
  const begun = performance.now();
  await run();
  return (performance.now() - begun) / 1000;
}

/**
 * One document of a hundred chunks, from upload until it is found, beside adding as many vectors and saving as LangChain
 * does, in turn, in wall-clock time. Ours parses, splits, embeds and makes durable; theirs only adds and saves. @param args chunks
 */
export async function benchAddDocument([countText]: readonly string[]): Promise<void> {
  const count = Number(countText ?? defaultCount);
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-bench-'));
  const server = await startServer(path.join(folder, 'data'));
  const ownSeconds: number[] = [];
  try {
    const api = createApiClient(server.url);
    for (const size of [1_000, count]) {
      const { id } = await api.createKnowledgeBase({ name: `${size} chunks`, chunkSize, chunkOverlap: 0 });
      await fill(api, id, size);
      const { chunkCount } = await api.getKnowledgeBase(id);
      const theirs = langchainSide(size, folder);
      // That took minutes in one go: connections that the server has closed meanwhile are noticed before they are used again.
      await pause(100);
      const seconds = { ours: [] as number[], theirs: [] as number[] };
      await addDocument(api, id, size);
      for (let round = 1; round <= rounds; round++) {
        seconds.ours.push(await secondsOf(() => addDocument(api, id, size + round)));
        seconds.theirs.push(await secondsOf(theirs));
      }
      const [ours, langchain] = [median(seconds.ours), median(seconds.theirs)];
      ownSeconds.push(ours);
      console.log(`${chunksPerDocument} chunks into ${chunkCount}: document until found ${(ours * 1000).toFixed(0)} ms, add and save as LangChain ${(langchain * 1000).toFixed(0)} ms: ${(langchain / ours).toFixed(1)}x`);
    }
    console.log(`T(${count}) / T(1000) = ${(ownSeconds[1]! / ownSeconds[0]!).toFixed(2)}`);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
