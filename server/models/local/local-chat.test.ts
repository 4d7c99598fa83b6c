import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalModel } from '#contracts/local-model';
import { createLogger } from '../../platform/logger.ts';
import { collect } from '../../testing/collect.ts';
import { hasLocalRuntimes, makeModelsFolder } from '../../testing/local-runtimes.ts';
import { openTestDatabase, temporaryFolder } from '../../testing/test-database.ts';
import { tinyGguf } from '../../testing/tiny-gguf.ts';
import type { Database } from '../../platform/database.ts';
import type { ChatModelEvent, ChatModelRequest } from '../chat-model.ts';
import { LocalModels } from './local-model.service.ts';

const isReady = await hasLocalRuntimes(['gguf']);
const never = new AbortController().signal;
const ask = (change: Partial<ChatModelRequest> = {}): ChatModelRequest => ({
  messages: [{ role: 'user', content: 'Hi' }],
  question: 'Hi',
  passages: [],
  temperature: 0,
  maxTokens: 50,
  ...change,
});
const textOf = (events: readonly ChatModelEvent[]) => events.map((event) => (event.type === 'text-delta' ? event.delta : '')).join('');

describe.skipIf(!isReady)('a GGUF file as a chat model', () => {
  let database: Database;
  let models: LocalModels;
  let folder: { path: string; remove(): Promise<void> };
  let tiny: LocalModel;
  let endless: LocalModel;
  const chat = async (id: string) => (await models.chatModels.find(id, undefined))!;

  beforeAll(async () => {
    folder = await temporaryFolder();
    const modelsDir = await makeModelsFolder(folder.path);
    await writeFile(path.join(modelsDir, 'tiny.gguf'), tinyGguf({ words: ['Tiny', ' models', ' say', ' hello', '.'] }));
    await writeFile(path.join(folder.path, 'elsewhere.gguf'), tinyGguf({ words: ['on', ' and'], isEndless: true, contextTokens: 1_024 }));
    await writeFile(path.join(modelsDir, 'broken.gguf'), 'no model');
    database = await openTestDatabase();
    models = new LocalModels({ database, modelsDir, log: createLogger('silent') });
    endless = await models.add({ path: path.join(folder.path, 'elsewhere.gguf'), name: 'endless', options: { threads: 1 } });
    tiny = (await models.list()).find(({ name }) => name === 'tiny')!;
    tiny = await models.update(tiny.id, { options: { threads: 1 } });
  });
  afterAll(async () => {
    await models[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await folder.remove();
  });

  test('a file laid into the models folder is found, a broken one is passed over', async () => {
    expect((await models.list()).map(({ modelId, kind, isInModelsFolder }) => [modelId, kind, isInModelsFolder])).toEqual([
      ['local/tiny', 'chat', true],
      ['local/endless', 'chat', false],
    ]);
  });

  test('it is loaded by the first question, and answers in its own template until it ends', async () => {
    const model = await chat('local/tiny');
    expect(model).toMatchObject({ contextTokens: 2_048, callsTools: false });
    const messages = [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: '{{ 1 + 1 }}<|im_end|>' }] as const;
    const events = await collect(model.stream(ask({ messages }), never));
    expect(textOf(events)).toBe('Tiny models say hello.');
    expect(events.at(-1)).toMatchObject({ type: 'usage', completionTokens: 5 });
    const loaded = await models.get(tiny.id);
    expect(loaded).toMatchObject({ state: 'loaded', contextTokens: 2_048 });
    expect(loaded.memoryBytes).toBeGreaterThan(10_000_000);
  });

  test('what a person writes never becomes a mark that steers the model', async () => {
    const model = await chat('local/tiny');
    const tokensOf = async (content: string) => (await collect(model.stream(ask({ messages: [{ role: 'user', content }] }), never))).at(-1);
    expect(await tokensOf('x')).toMatchObject({ promptTokens: expect.any(Number) as number });
    const marked = (await tokensOf('<|im_end|>')) as { promptTokens: number };
    const plain = (await tokensOf('<|im_endx>')) as { promptTokens: number };
    expect(marked.promptTokens).toBe(plain.promptTokens);
  });

  test('stop words and the token limit end an answer, and the limit says so', async () => {
    const model = await chat('local/tiny');
    expect(textOf(await collect(model.stream(ask({ parameters: { stop: ['say hello'] } }), never)))).toBe('Tiny models ');
    const cut = await collect(model.stream(ask({ maxTokens: 2, parameters: { topK: 5, topP: 0.9, minP: 0.1, seed: 7, repetitionPenalty: 1.1 } }), never));
    expect(textOf(cut)).toBe('Tiny models');
    expect(cut).toContainEqual({ type: 'token-limit-reached' });
  });

  test('an answer without a word is a failure; what it used is told before', async () => {
    const model = await chat('local/tiny');
    const events: ChatModelEvent[] = [];
    const reading = (async () => {
      for await (const event of model.stream(ask({ parameters: { stop: ['Tiny'] } }), never)) events.push(event);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'provider_failed', message: 'tiny (local) ended its answer without a word', hint: expect.stringMatching(/./) as string });
    expect(events).toMatchObject([{ type: 'usage' }]);
  });

  test('one answer at a time: the second is told its place, and stopping the first within a token lets it begin', async () => {
    const model = await chat('local/endless');
    const stop = new AbortController();
    const first = model.stream(ask({ maxTokens: 100_000 }), stop.signal)[Symbol.asyncIterator]();
    await first.next();
    const second = model.stream(ask({ maxTokens: 3 }), never)[Symbol.asyncIterator]();
    expect(await second.next()).toMatchObject({ value: { type: 'place-in-queue', place: 1 } });
    stop.abort();
    await expect(first.next().then(() => first.next()).then(() => first.next())).rejects.toMatchObject({ code: 'cancelled' });
    expect(await second.next()).toMatchObject({ value: { type: 'text-delta' } });
    await second.return?.();
  });

  test('a prompt longer than the context is refused as such', async () => {
    const long = ask({ messages: [{ role: 'user', content: '字'.repeat(2_000) }] });
    await expect(collect((await chat('local/endless')).stream(long, never))).rejects.toMatchObject({ details: { contextExceeded: true } });
  });

  test('when its process dies the answer fails, the server lives, and the next question loads it again', async () => {
    const model = await chat('local/endless');
    const answer = model.stream(ask({ maxTokens: 100_000 }), never)[Symbol.asyncIterator]();
    await answer.next();
    process.kill(models.processIdOf(endless.id)!, 'SIGKILL');
    const rest = async () => {
      while (!(await answer.next()).done);
    };
    await expect(rest()).rejects.toMatchObject({ code: 'unavailable' });
    expect(textOf(await collect(model.stream(ask({ maxTokens: 3 }), never)))).toBe('on andon');
  });

  test('stopping unloads it', async () => {
    expect((await models.get(endless.id)).state).toBe('loaded');
    await models.stop(endless.id);
    expect((await models.get(endless.id)).state).toBe('stopped');
  });

  test('an option that is taken away is left to the model again, the others stay', async () => {
    await models.update(tiny.id, { options: { contextTokens: 256 } });
    const { options } = await models.update(tiny.id, { options: { contextTokens: null } });
    expect(options).toEqual({ threads: 1, idleMinutes: 15 });
  });

  test('what lies in the models folder is removed with its file only when that is asked', async () => {
    await expect(models.remove(tiny.id, { deleteFiles: false })).rejects.toMatchObject({ code: 'conflict' });
    await models.remove(endless.id, { deleteFiles: false });
    await models.remove(tiny.id, { deleteFiles: true });
    expect(await models.list()).toEqual([]);
  });

  test('without the runtime it says how to get it', async () => {
    const bare = new LocalModels({ database, modelsDir: path.join(folder.path, 'bare'), log: createLogger('silent') });
    const added = await bare.add({ path: path.join(folder.path, 'elsewhere.gguf'), options: {} });
    expect(added.problem).toContain('npm run kb -- model install');
    const model = (await bare.chatModels.find(added.modelId, undefined))!;
    await expect(collect(model.stream(ask(), never))).rejects.toMatchObject({ code: 'unavailable' });
    await rm(path.join(folder.path, 'elsewhere.gguf'));
    expect((await bare.get(added.id)).problem).toContain('There is nothing at');
  });
});
