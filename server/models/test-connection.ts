import type { TestProvider, TestProviderResult } from '#contracts/model';
import { ProviderOptions } from '#contracts/provider-options';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { type Address, endpointTo } from './endpoint-of.ts';
import type { CatalogContext } from './model-catalog.ts';
import { findPersonalKey } from './personal-key.repository.ts';
import { protocols } from './protocols/index.ts';
import { getProvider, type StoredProvider } from './provider.repository.ts';
import type { Protocol } from './protocol.ts';
import type { Endpoint } from './wire/endpoint.ts';

/** Enough for a word, also from a model that thinks first. */
const testAnswerTokens = 256;

const withoutStored = { name: '', protocol: 'openai', baseUrl: '', options: ProviderOptions.parse({}) } as const;

/** The key that whoever tests would use, only with the address it was entered for, so that no test sends it elsewhere. */
async function storedKeyOf({ database, secrets }: CatalogContext, principal: Principal, stored: StoredProvider): Promise<string | undefined> {
  const sealed = (await findPersonalKey(database, principal, stored.id))?.sealedApiKey ?? stored.sealedApiKey;
  return sealed && secrets.unseal(sealed);
}

async function addressToTest(context: CatalogContext, principal: Principal, request: TestProvider): Promise<Address> {
  const stored: StoredProvider | undefined = request.providerId === undefined ? undefined : await getProvider(context.database, request.providerId);
  const baseUrl = request.baseUrl ?? stored?.baseUrl;
  if (baseUrl === undefined) throw new AppError('invalid_request', 'Enter a base URL', { field: 'baseUrl' });
  const isSameHost = stored !== undefined && new URL(stored.baseUrl).origin === new URL(baseUrl).origin;
  const storedKey = isSameHost ? await storedKeyOf(context, principal, stored) : undefined;
  const { name, protocol, options, proxyUrl } = stored ?? { ...withoutStored, name: new URL(baseUrl).host, proxyUrl: undefined };
  return {
    name,
    baseUrl,
    protocol: request.protocol ?? protocol,
    options: request.options ?? options,
    proxyUrl: (request.proxyUrl ?? proxyUrl) || undefined,
    apiKey: (request.apiKey ?? storedKey) || undefined,
  };
}

async function askForAWord(protocol: Protocol, endpoint: Endpoint, model: string, signal: AbortSignal): Promise<string> {
  const messages = [{ role: 'user' as const, content: 'Answer with the word OK.' }];
  for await (const event of protocol.streamChat(endpoint, { model, messages, temperature: 0, maxTokens: testAnswerTokens }, signal)) {
    if (event.type === 'text-delta') return `${model} answers`;
  }
  return `${model} answers`;
}

async function askForAVector({ embed, label }: Protocol, endpoint: Endpoint, model: string, signal: AbortSignal): Promise<string> {
  if (!embed) throw new AppError('unsupported', `${label} has no embedding models`);
  const [vector] = await embed(endpoint, { model, texts: ['OK'], purpose: 'query' }, signal);
  return `${model} gives vectors of ${vector!.length} numbers`;
}

async function tryOut(
  protocol: Protocol,
  endpoint: Endpoint,
  { model, kind }: TestProvider,
  signal: AbortSignal,
): Promise<{ message: string; models: string[] }> {
  if (model) return { message: await (kind === 'chat' ? askForAWord : askForAVector)(protocol, endpoint, model, signal), models: [] };
  const models = await protocol.listModels(endpoint, signal);
  return { message: `${endpoint.name} has ${models.length} models`, models };
}

/** Says whether an endpoint works, and if not, what is wrong. Nothing is stored. @throws AppError not_found, invalid_request, cancelled */
export async function testConnection(
  context: CatalogContext,
  principal: Principal,
  request: TestProvider,
  signal: AbortSignal,
): Promise<TestProviderResult> {
  const address = await addressToTest(context, principal, request);
  const startedAt = performance.now();
  const latencyMs = () => Math.round(performance.now() - startedAt);
  try {
    return { ok: true, ...(await tryOut(protocols.get(address.protocol), endpointTo(context, address), request, signal)), latencyMs: latencyMs() };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
    return { ok: false, message: error.message, hint: error.hint, models: [], latencyMs: latencyMs() };
  }
}
