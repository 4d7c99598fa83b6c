import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalModel } from '#contracts/local-model';
import { hasLocalRuntimes, makeModelsFolder } from '../testing/local-runtimes.ts';
import { temporaryFolder } from '../testing/test-database.ts';
import { tinyGguf } from '../testing/tiny-gguf.ts';
import { answerOf, fromHandbook, knowledgeBaseId, passage, startTurnServer, type TurnServer } from '../testing/turn-server.ts';

const isReady = await hasLocalRuntimes(['gguf']);
const model = 'local/tiny';
const said = 'The fee is four crowns [1]. Boats fly at night [9].';

describe.skipIf(!isReady)('a conversation with a local model', () => {
  let server: TurnServer;
  let folder: { path: string; remove(): Promise<void> };
  let conversationId: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    const modelsDir = await makeModelsFolder(folder.path);
    await writeFile(path.join(modelsDir, 'tiny.gguf'), tinyGguf({ words: said.split(/(?= )/), contextTokens: 16_384 }));
    server = await startTurnServer({ modelsDir });
    const { items } = (await server.ask<{ items: LocalModel[] }>('GET', '/api/local-models')).body;
    await server.ask('PATCH', `/api/local-models/${items[0]!.id}`, { options: { threads: 1, contextTokens: 16_384 } });
    server.found.hits = [passage('The fee for a night is four crowns.')];
    conversationId = (await server.beginConversation()).id;
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await folder.remove();
  });

  async function ask(request: object) {
    return answerOf(await server.askQuestion(conversationId, { model, text: 'What is the fee for a night?', rewriteFollowUps: false, ...request }));
  }

  test('llm: it answers as it would on any server, and its tokens are counted', async () => {
    const answer = await ask({ mode: 'llm' });
    expect(answer).toMatchObject({ status: 'complete', text: said, model });
    expect(answer.usage?.completionTokens).toBe(said.split(' ').length);
  });

  test('knowledge base: what it cites rightly is linked, a passage that is not there is not cited', async () => {
    const answer = await ask(fromHandbook);
    expect(answer).toMatchObject({ status: 'complete', text: expect.stringContaining('four crowns [1]') as string });
    expect(answer.text).not.toContain('[9]');
  });

  test('file, and search engine: the same over other passages', async () => {
    server.found.webHits = [{ ...passage('The fee for a night is four crowns.'), url: 'https://harbour.example/fees' }];
    expect(await ask({ mode: 'file', temporaryFilesId: knowledgeBaseId })).toMatchObject({ status: 'complete' });
    expect(await ask({ mode: 'search-engine' })).toMatchObject({ status: 'complete', text: expect.not.stringContaining('[9]') as string });
  });

  test('agent: asked in words, it takes no action, and what it says is its answer', async () => {
    const answer = await ask({ mode: 'agent' });
    expect(answer).toMatchObject({ status: 'complete', text: expect.stringContaining('four crowns') as string });
    expect(answer.toolCalls ?? []).toEqual([]);
  });

  test('everything is stored as it was shown, and it is listed as a model that runs here', async () => {
    const answers = await server.answersOf(conversationId);
    expect(answers.map(({ mode, status }) => [mode, status])).toEqual(['llm', 'knowledge-base', 'file', 'search-engine', 'agent'].map((mode) => [mode, 'complete']));
    const { items } = (await server.ask<{ items: { id: string; contextTokens?: number }[] }>('GET', '/api/models')).body;
    expect(items).toContainEqual(expect.objectContaining({ id: model, converses: true, callsTools: false }));
  });

  test('in every mode, to end without a word is to fail', async () => {
    const answers = [];
    for (const mode of [{ mode: 'llm' }, fromHandbook, { mode: 'file', temporaryFilesId: knowledgeBaseId }, { mode: 'search-engine' }, { mode: 'agent' }]) {
      answers.push(await ask({ ...mode, parameters: { stop: ['The'] } }));
    }
    const failure = { code: 'provider_failed', message: 'tiny (local) ended its answer without a word' };
    expect(answers).toMatchObject(Array(5).fill({ status: 'failed', text: '', failure }));
  });

  test('a parameter that llama.cpp does not take is refused by name', async () => {
    const refused = await server.ask('POST', `/api/conversations/${conversationId}/turns`, { model, mode: 'llm', text: 'Hi', parameters: { watermark: true } });
    expect(refused).toMatchObject({ status: 400, body: { error: { details: { field: 'parameters.watermark' } } } });
  });
});
