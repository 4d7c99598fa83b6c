import { z } from 'zod';
import { ProviderOptions, ProviderProtocol, ProxyUrl, TokenPrice } from '#contracts/provider-options';

export const ModelKind = z.enum(['chat', 'embedding']);
export type ModelKind = z.infer<typeof ModelKind>;

/** A connection to an endpoint that serves models: OpenAI, Azure, Anthropic, Gemini, Ollama, llama.cpp, vLLM, DeepSeek, Qwen and others. */
export const Provider = z.object({
  id: z.string(),
  name: z.string(),
  protocol: ProviderProtocol,
  baseUrl: z.string(),
  /** The proxy its requests go through; left out for the installation's, if there is one. */
  proxyUrl: z.string().optional(),
  options: ProviderOptions,
  /** Keys are written, never read back. */
  hasApiKey: z.boolean(),
  /** Whoever asks has entered a key of their own, which stands before the shared one. */
  hasPersonalKey: z.boolean(),
  chatModels: z.array(z.string()),
  embeddingModels: z.array(z.string()),
  createdAt: z.iso.datetime(),
});
export type Provider = z.infer<typeof Provider>;

export const BaseUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .max(500)
  .refine((value) => !new URL(value).username, 'must not contain credentials; put the key into apiKey');
const ApiKey = z.string().trim().max(500);
const ModelNames = z.array(z.string().trim().min(1).max(120)).max(100);

export const CreateProvider = z.strictObject({
  name: z.string().trim().min(1).max(60),
  protocol: ProviderProtocol.default('openai'),
  baseUrl: BaseUrl,
  proxyUrl: ProxyUrl.optional(),
  options: ProviderOptions.prefault({}),
  apiKey: ApiKey.optional(),
  chatModels: ModelNames.default([]),
  embeddingModels: ModelNames.default([]),
});
export type CreateProvider = z.infer<typeof CreateProvider>;

/**
 * `apiKey: ""` removes the stored key; leaving it out keeps it, which is refused when baseUrl moves to another host.
 * `proxyUrl: ""` removes the proxy; `options` replaces all of them.
 */
export const UpdateProvider = z
  .strictObject({
    name: CreateProvider.shape.name,
    protocol: ProviderProtocol,
    baseUrl: BaseUrl,
    proxyUrl: ProxyUrl,
    options: ProviderOptions,
    apiKey: ApiKey,
    chatModels: ModelNames,
    embeddingModels: ModelNames,
  })
  .partial();
export type UpdateProvider = z.infer<typeof UpdateProvider>;

/** A person's own key for a provider. */
export const PersonalKey = z.strictObject({ apiKey: ApiKey.min(1) });
export type PersonalKey = z.infer<typeof PersonalKey>;

/** Asks the endpoint for its models, or one named model for a word, without storing anything. A stored key is used for its own baseUrl only. */
export const TestProvider = z.strictObject({
  providerId: z.string().max(64).optional(),
  protocol: ProviderProtocol.optional(),
  baseUrl: BaseUrl.optional(),
  proxyUrl: ProxyUrl.optional(),
  options: ProviderOptions.optional(),
  apiKey: ApiKey.optional(),
  model: z.string().trim().max(120).optional(),
  kind: ModelKind.default('chat'),
});
export type TestProvider = z.infer<typeof TestProvider>;

export const TestProviderResult = z.object({
  ok: z.boolean(),
  message: z.string(),
  hint: z.string().optional(),
  models: z.array(z.string()),
  latencyMs: z.number(),
});
export type TestProviderResult = z.infer<typeof TestProviderResult>;

/** One short question to a model that is set up, one word to an embedding model, or two passages to a reranker. */
export const TestModel = z.strictObject({
  model: z.string().min(1).max(200),
  /** That it is to be asked as a reranker, which no list of a provider tells. */
  kind: z.literal('reranker').optional(),
});
export type TestModel = z.infer<typeof TestModel>;

export const TestModelResult = z.object({
  ok: z.boolean(),
  /** The answer, cut to a few hundred characters; what is wrong where `ok` is false. */
  message: z.string(),
  hint: z.string().optional(),
  latencyMs: z.number(),
});
export type TestModelResult = z.infer<typeof TestModelResult>;

export const Model = z.object({
  /** `extractive`, `lexical`, or `<provider id>/<model name>`. */
  id: z.string(),
  kind: ModelKind,
  label: z.string(),
  providerId: z.string().optional(),
  protocol: ProviderProtocol.optional(),
  builtIn: z.boolean(),
  /** False for a chat model that answers from passages only, never in mode `llm`. */
  converses: z.boolean(),
  /** Settings name it as a default of its kind. */
  isDefault: z.boolean(),
  /** Whether an agent can offer it tools; where not, it asks in words. */
  callsTools: z.boolean(),
  /** The generation parameters a chat model takes, within its bounds, as JSON Schema of an object. */
  parameters: z.record(z.string(), z.unknown()).optional(),
  price: TokenPrice.optional(),
  /** Of a model that is loaded and stopped here. */
  state: z.enum(['stopped', 'loading', 'running']).optional(),
  contextTokens: z.number().int().optional(),
  dimensions: z.number().int().optional(),
});
export type Model = z.infer<typeof Model>;
