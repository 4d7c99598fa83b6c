import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLogger } from '../../platform/logger.ts';
import { localAdministrator } from '../../platform/principal.ts';
import type { Database } from '../../platform/database.ts';
import { hasLocalRuntimes, makeModelsFolder } from '../../testing/local-runtimes.ts';
import { openTestDatabase, temporaryFolder } from '../../testing/test-database.ts';
import { tinyEncoder, tinyRanker, tinyTokenizer } from '../../testing/tiny-onnx.ts';
import { itBehavesLikeAReranker } from '../reranker.suite.ts';
import { LocalModels } from './local-model.service.ts';

const isReady = await hasLocalRuntimes(['onnx']);
const { signal } = new AbortController();
const words = ['cat', 'dog', 'car', 'query', ':'];
/** A word that it does not know has a row of its own, across from the others. */
const special = [[0, 0, 0], [0, 0, 0.5], [0, 0, 0], [0, 0, 0]];

describe.skipIf(!isReady)('models in ONNX folders', () => {
  let folder: { path: string; remove(): Promise<void> };
  let database: Database;
  let models: LocalModels;

  async function lay(name: string, files: Record<string, string | Buffer>): Promise<void> {
    for (const [file, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder.path, 'models', name, file)), { recursive: true });
      await writeFile(path.join(folder.path, 'models', name, file), content);
    }
  }

  beforeAll(async () => {
    folder = await temporaryFolder();
    const modelsDir = await makeModelsFolder(folder.path);
    const rows = [[1, 0.5, 0], [1, 0.6, 0], [0, 0, 1], [0, 1, 0], [0, 0, 0]];
    await lay('e5-tiny', { 'onnx/model.onnx': tinyEncoder([...special, ...rows]), 'tokenizer.json': tinyTokenizer(words), '1_Pooling/config.json': '{"pooling_mode_mean_tokens":true}' });
    await lay('ranker', {
      'model.onnx': tinyRanker([0, 0, 0, 0, 0.5, 2, -2, 0, 0]),
      'tokenizer.json': tinyTokenizer(words),
      'config.json': '{"architectures":["BertForSequenceClassification"],"max_position_embeddings":16}',
    });
    await lay('no-model', { 'tokenizer.json': '{}' });
    database = await openTestDatabase();
    models = new LocalModels({ database, modelsDir, log: createLogger('silent') });
  });
  afterAll(async () => {
    await models[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await folder.remove();
  });

  test('folders laid into the models folder are found, of the kind their files tell', async () => {
    expect((await models.list()).map(({ modelId, kind, format }) => [modelId, kind, format])).toEqual([
      ['local/e5-tiny', 'embedding', 'onnx'],
      ['local/ranker', 'reranker', 'onnx'],
    ]);
  });

  test('an embedding is the mean of the tokens, of length 1, the same in a batch, and marked as its family wants', async () => {
    const model = (await models.embeddingModels.find('local/e5-tiny', undefined))!;
    expect(await model.dimensions(signal)).toBe(3);
    const [alone] = await model.embedDocuments(['dog'], signal);
    const batch = await model.embedDocuments(['car', 'dog', 'dog cat dog cat'], signal);
    expect(Math.hypot(...alone!)).toBeCloseTo(1, 6);
    for (const [index, value] of batch[1]!.entries()) expect(value).toBeCloseTo(alone![index]!, 6);
    // "query: dog" has the row of "query" in it, "passage: dog" has no row of "passage".
    const query = await model.embedQuery('dog', signal);
    expect(query[1]! / query[0]!).toBeCloseTo(1.6, 5);
    expect(alone![1]! / alone![0]!).toBeCloseTo(0.6, 5);
    expect(model.revision).toMatch(/^[0-9a-f]{12}$/);
  });

  itBehavesLikeAReranker('a cross-encoder in a folder', async () => (await models.rerankers.find('local/ranker', undefined))!);

  test('while a knowledge base needs its vectors it is neither renamed nor removed', async () => {
    const [embedding] = await models.list();
    const settings = { chunkSize: 400, chunkOverlap: 0, embeddingModel: embedding!.modelId, vectorStore: 'exact' };
    await database.write((transaction) => transaction.knowledgeBase.create({ data: { id: 'kb-1', ownerId: localAdministrator.userId, name: 'Handbook', ...settings } }));
    await expect(models.update(embedding!.id, { name: 'other' })).rejects.toMatchObject({ code: 'conflict', details: { knowledgeBases: ['Handbook'] } });
    await expect(models.remove(embedding!.id, { deleteFiles: true })).rejects.toMatchObject({ code: 'conflict' });
    expect((await models.update(embedding!.id, { options: { threads: 1 } })).options.threads).toBe(1);
  });

  test('it is unloaded when nobody asks for a while', async () => {
    const ranker = (await models.list()).find(({ name }) => name === 'ranker')!;
    await models.update(ranker.id, { options: { idleMinutes: 0.001 } });
    expect((await models.load(ranker.id, signal)).state).toBe('loaded');
    await vi.waitFor(async () => expect((await models.get(ranker.id)).state).toBe('stopped'), { timeout: 5_000 });
  });

  test('a folder without a model is refused with what it lacks', async () => {
    await expect(models.add({ path: 'no-model', options: {} })).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'path' } });
  });
});
