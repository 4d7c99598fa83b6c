import { z } from 'zod';

export const ModelKind = z.enum(['chat', 'embedding']);
export type ModelKind = z.infer<typeof ModelKind>;

/** A connection to an OpenAI-compatible endpoint: Ollama, llama.cpp, vLLM, LM Studio, OpenAI, DeepSeek, Qwen and others. */
export const Provider = z.object({
  id: z.string(),
  name: z.string(),
  baseUrl: z.string(),
  /** Keys are written, never read back. */
  hasApiKey: z.boolean(),
  chatModels: z.array(z.string()),
  embeddingModels: z.array(z.string()),
  createdAt: z.iso.datetime(),
});
export type Provider = z.infer<typeof Provider>;

export const BaseUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .max(500)
  .refine((value) => !new URL(value).username, 'must not contain credentials; put the key into apiKey');
const ModelNames = z.array(z.string().trim().min(1).max(120)).max(100);

export const CreateProvider = z.strictObject({
  name: z.string().trim().min(1).max(60),
  baseUrl: BaseUrl,
  apiKey: z.string().trim().max(500).optional(),
  chatModels: ModelNames.default([]),
  embeddingModels: ModelNames.default([]),
});
export type CreateProvider = z.infer<typeof CreateProvider>;

/** `apiKey: ""` removes the stored key; leaving it out keeps it, which is refused when baseUrl moves to another host. */
export const UpdateProvider = z
  .strictObject({
    name: CreateProvider.shape.name,
    baseUrl: BaseUrl,
    apiKey: z.string().trim().max(500),
    chatModels: ModelNames,
    embeddingModels: ModelNames,
  })
  .partial();
export type UpdateProvider = z.infer<typeof UpdateProvider>;

/** Asks the endpoint for its models, or one named model for a word, without storing anything. A stored key is used for its own baseUrl only. */
export const TestProvider = z.strictObject({
  providerId: z.string().max(64).optional(),
  baseUrl: BaseUrl.optional(),
  apiKey: z.string().trim().max(500).optional(),
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

export const Model = z.object({
  /** `extractive`, `lexical`, or `<provider id>/<model name>`. */
  id: z.string(),
  kind: ModelKind,
  label: z.string(),
  providerId: z.string().optional(),
  builtIn: z.boolean(),
  /** False for a chat model that answers from passages only, never in mode `llm`. */
  converses: z.boolean(),
  /** Settings name it as a default of its kind. */
  isDefault: z.boolean(),
  contextTokens: z.number().int().optional(),
  dimensions: z.number().int().optional(),
});
export type Model = z.infer<typeof Model>;
