import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { HierarchicalNSW } from 'hnswlib-node';
import { embeds } from '../../server/testing/fake-openai-behaviours.ts';
import { startFakeOpenAi } from '../../server/testing/fake-openai.ts';
import { createRandom } from '../../server/testing/random-vectors.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import { startServer } from '../testing/real-server.ts';
import { median, rounds } from './compare.ts';

const chunksPerDocument = 100;
const defaultCount = 100_000;
/** Of the built-in embedding model. */
const builtInDimensions = 256;
const settleWithinMs = 30 * 60_000;
const chunkSize = 500;
const sentencesPerChunk = 5;
const words = 'harbour lantern oak river market bridge winter glass letter garden stone paper engine island copper signal valley timber anchor mirror'.split(' ');

function documentText(seed: number, chunks: number): string {
  const random = createRandom(seed);
  const word = () => words[Math.floor(random() * words.length)]!;
  const sentence = () => `Number ${Math.floor(random() * 1e9)} of the ${word()} ${word()} lies by the ${word()} of the ${word()} ${word()} in ${Math.floor(random() * 1e6)}.`;
  const paragraph = () => Array.from({ length: sentencesPerChunk }, sentence).join(' ');
  return Array.from({ length: chunks }, paragraph).join('\n\n');
}

const vectors = (dimensions: number, random: () => number) => () => Array.from({ length: dimensions }, () => random() - 0.5);

/** A provider of a model of so many dimensions, on loopback. It tells no texts apart by what they say, which indexing does not notice. */
async function startModel(dimensions: number): Promise<AsyncDisposable & { connect(api: ApiClient): Promise<string> }> {
  const fake = await startFakeOpenAi();
  const vector = vectors(dimensions, createRandom(dimensions));
  fake.embeddings = embeds({ change: (made) => made.map(vector) });
  return {
    async connect(api) {
      const { id } = await api.createProvider({ name: 'Bench', baseUrl: fake.baseUrl, embeddingModels: ['vectors'] });
      return `${id}/vectors`;
    },
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
}

/** Milliseconds from the upload, and from the last of its vectors being made, until the document is found. */
type Added = { fromUpload: number; fromEmbedded: number };

async function* progressOf(url: string, knowledgeBaseId: string, signal: AbortSignal): AsyncGenerator<{ status: string; percent: number }> {
  const response = await fetch(`${url}/api/knowledge-bases/${knowledgeBaseId}/events`, { signal });
  const events = response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { data } of events as unknown as AsyncIterable<{ data: string }>) {
    const event = JSON.parse(data) as { type: string; document?: { status: string; percent: number } };
    if (event.type === 'document-progress' && event.document) yield event.document;
  }
}

async function addDocument({ url }: { url: string }, api: ApiClient, knowledgeBaseId: string, seed: number): Promise<Added> {
  const watching = new AbortController();
  const progress = progressOf(url, knowledgeBaseId, AbortSignal.any([watching.signal, AbortSignal.timeout(settleWithinMs)]));
  const told = progress.next();
  // The server tells whoever watches by then.
  await pause(100);
  const uploadedAt = performance.now();
  let embeddedAt = uploadedAt;
  await api.upload(knowledgeBaseId, [{ name: `document-${seed}.txt`, content: documentText(seed, chunksPerDocument) }]);
  for (let step = await told; !step.done && step.value.status !== 'ready'; step = await progress.next()) {
    if (step.value.status === 'failed') throw new Error('The document could not be added');
    if (step.value.status === 'embedding') embeddedAt = performance.now();
  }
  const foundAt = performance.now();
  watching.abort();
  return { fromUpload: foundAt - uploadedAt, fromEmbedded: foundAt - embeddedAt };
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
function langchainSide(size: number, dimensions: number, directory: string): () => void {
  const { HierarchicalNSW: Index } = createRequire(import.meta.url)('hnswlib-node') as { HierarchicalNSW: typeof HierarchicalNSW };
  const random = createRandom(size);
  const vector = vectors(dimensions, random);
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

function msOf(run: () => void): number {
  const begun = performance.now();
  run();
  return performance.now() - begun;
}

/**
 * One document of a hundred chunks beside adding as many vectors and saving as LangChain does, in turn, in wall-clock time. What
 * compares is from the vectors being made until they are found, on the disk; from the upload ours reads, splits and embeds besides.
 * @param args chunks, dimensions: another number than those of the built-in model has a model of a provider
 */
export async function benchAddDocument(args: readonly string[]): Promise<void> {
  const [count = defaultCount, dimensions = builtInDimensions] = args.map(Number);
  await using model = await startModel(dimensions);
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-bench-'));
  const server = await startServer(path.join(folder, 'data'));
  const found: number[] = [];
  try {
    const api = createApiClient(server.url);
    const embeddingModel = dimensions === builtInDimensions ? undefined : await model.connect(api);
    for (const size of [1_000, count]) {
      const { id } = await api.createKnowledgeBase({ name: `${size} chunks`, chunkSize, chunkOverlap: 0, embeddingModel });
      await fill(api, id, size);
      const { chunkCount } = await api.getKnowledgeBase(id);
      const theirs = langchainSide(size, dimensions, folder);
      // That took minutes in one go: connections that the server has closed meanwhile are noticed before they are used again.
      await pause(100);
      const added: Added[] = [];
      const langchainMs: number[] = [];
      await addDocument(server, api, id, size);
      for (let round = 1; round <= rounds; round++) {
        added.push(await addDocument(server, api, id, size + round));
        langchainMs.push(msOf(theirs));
      }
      const [fromUpload, fromEmbedded, langchain] = [added.map((each) => each.fromUpload), added.map((each) => each.fromEmbedded), langchainMs].map(median) as [number, number, number];
      found.push(fromUpload);
      const ours = `found ${fromEmbedded.toFixed(0)} ms after its vectors were made, ${fromUpload.toFixed(0)} ms after the upload`;
      console.log(`${chunksPerDocument} chunks into ${chunkCount}: ${ours}; add and save as LangChain ${langchain.toFixed(0)} ms: ${(langchain / fromEmbedded).toFixed(1)}x, ${(langchain / fromUpload).toFixed(1)}x`);
    }
    console.log(`T(${count}) / T(1000) = ${(found[1]! / found[0]!).toFixed(2)}`);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
