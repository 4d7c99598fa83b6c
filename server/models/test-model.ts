import type { TestModel, TestModelResult } from '#contracts/model';
import type { Settings } from '#contracts/setting';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import type { ChatModel } from './chat-model.ts';
import type { EmbeddingModel } from './embedding-model.ts';
import { listModels } from './list-models.ts';
import type { ModelCatalog } from './model-catalog.ts';
import type { Reranker } from './reranker.ts';

const question = 'In one short sentence: what are you?';
const rankedQuestion = 'When does the kiosk open?';
const rankedPassages = ['The kiosk opens at noon.', 'Herons build their nests in tall trees.'];
const maxAnswerChars = 300;
const testAnswerTokens = 256;

type Context = ModelCatalog & { database: Database; settings: { get(): Promise<Pick<Settings, 'temperature'>> } };

async function askOnce(model: ChatModel, temperature: number, signal: AbortSignal): Promise<string> {
  if (!model.converses) return `${model.label} answers from passages only, and needs no test`;
  const stop = new AbortController();
  const request = { messages: [{ role: 'user' as const, content: question }], question, passages: [], temperature, maxTokens: testAnswerTokens };
  let answer = '';
  for await (const event of model.stream(request, AbortSignal.any([signal, stop.signal]))) {
    if (event.type === 'text-delta') answer += event.delta;
    if (answer.length > maxAnswerChars) break;
  }
  return answer.trim().slice(0, maxAnswerChars);
}

async function embedOnce(model: EmbeddingModel, signal: AbortSignal): Promise<string> {
  const vector = await model.embedQuery('OK', signal);
  return `${model.label} gives vectors of ${vector.length} numbers`;
}

async function rankOnce(reranker: Reranker, signal: AbortSignal): Promise<string> {
  const [answers = 0, other = 0] = await reranker.rerank(rankedQuestion, rankedPassages, signal);
  if (answers > other) return `${reranker.label} gives ${answers.toFixed(2)} to the passage that answers, ${other.toFixed(2)} to another`;
  throw new AppError('provider_failed', `${reranker.label} does not put a passage that answers before one that does not`, {
    hint: 'Is it a reranker, and does it give relevances from 0 to 1?',
  });
}

async function askInItsWay(context: Context, principal: Principal, { model: id, kind }: TestModel, signal: AbortSignal): Promise<string> {
  if (kind === 'reranker') return rankOnce(await context.rerankers.get(id, principal), signal);
  const isEmbedding = (await listModels(context.database, new Set())).some((model) => model.id === id && model.kind === 'embedding');
  if (isEmbedding) return embedOnce(await context.embeddingModels.get(id, principal), signal);
  return askOnce(await context.chatModels.get(id, principal), (await context.settings.get()).temperature, signal);
}

/** Asks a model that is set up one short question. @throws AppError not_found, cancelled; what fails otherwise is the result */
export async function testModel(context: Context, principal: Principal, request: TestModel, signal: AbortSignal): Promise<TestModelResult> {
  const startedAt = performance.now();
  const latencyMs = () => Math.round(performance.now() - startedAt);
  try {
    return { ok: true, message: await askInItsWay(context, principal, request, signal), latencyMs: latencyMs() };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled' || error.code === 'not_found') throw error;
    return { ok: false, message: error.message, hint: error.hint, latencyMs: latencyMs() };
  }
}
