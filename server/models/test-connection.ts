import type { TestProvider, TestProviderResult } from '#contracts/model';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Secrets } from '../platform/secrets.ts';
import { endpointOf } from './model-catalog.ts';
import { streamChat } from './openai/chat-stream.ts';
import { requestEmbeddings } from './openai/embeddings.ts';
import type { Endpoint } from './openai/endpoint.ts';
import { listRemoteModels } from './openai/list-models.ts';
import { getProvider } from './provider.repository.ts';

/** Enough for a word, also from a model that thinks first. */
const testAnswerTokens = 256;

/** A stored key is used only with the address it was entered for, so that no test sends it elsewhere. */
async function endpointToTest(context: { database: Database; secrets: Secrets }, request: TestProvider): Promise<Endpoint> {
  const stored =
    request.providerId === undefined ? undefined : endpointOf(await getProvider(context.database, request.providerId), context.secrets);
  const baseUrl = request.baseUrl ?? stored?.baseUrl;
  if (baseUrl === undefined) throw new AppError('invalid_request', 'Enter a base URL', { field: 'baseUrl' });
  const isSameHost = stored !== undefined && new URL(stored.baseUrl).origin === new URL(baseUrl).origin;
  const apiKey = request.apiKey ?? (isSameHost ? stored.apiKey : undefined);
  return { name: stored?.name ?? new URL(baseUrl).host, baseUrl, apiKey: apiKey || undefined };
}

async function askForAWord(endpoint: Endpoint, model: string, signal: AbortSignal): Promise<string> {
  const messages = [{ role: 'user' as const, content: 'Answer with the word OK.' }];
  for await (const event of streamChat(endpoint, { model, messages, temperature: 0, maxTokens: testAnswerTokens }, signal)) {
    if (event.type === 'text-delta') return `${model} answers`;
  }
  return `${model} answers`;
}

async function askForAVector(endpoint: Endpoint, model: string, signal: AbortSignal): Promise<string> {
  const [vector] = await requestEmbeddings(endpoint, model, ['OK'], signal);
  return `${model} gives vectors of ${vector!.length} numbers`;
}

async function tryOut(
  endpoint: Endpoint,
  { model, kind }: TestProvider,
  signal: AbortSignal,
): Promise<{ message: string; models: string[] }> {
  if (model) return { message: await (kind === 'chat' ? askForAWord : askForAVector)(endpoint, model, signal), models: [] };
  const models = await listRemoteModels(endpoint, signal);
  return { message: `${endpoint.name} has ${models.length} models`, models };
}

/** Says whether an endpoint works, and if not, what is wrong. Nothing is stored. @throws AppError not_found, invalid_request, cancelled */
export async function testConnection(
  context: { database: Database; secrets: Secrets },
  request: TestProvider,
  signal: AbortSignal,
): Promise<TestProviderResult> {
  const endpoint = await endpointToTest(context, request);
  const startedAt = performance.now();
  const latencyMs = () => Math.round(performance.now() - startedAt);
  try {
    return { ok: true, ...(await tryOut(endpoint, request, signal)), latencyMs: latencyMs() };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
    return { ok: false, message: error.message, hint: error.hint, models: [], latencyMs: latencyMs() };
  }
}
