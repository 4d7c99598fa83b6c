import { z } from 'zod';
import { FurtherParameters } from '#contracts/generation';

/** How an endpoint is spoken to. */
export const ProviderProtocol = z.enum(['openai', 'azure', 'anthropic', 'gemini', 'ollama', 'tgi']);
export type ProviderProtocol = z.infer<typeof ProviderProtocol>;

const isProxyAddress = (value: string) => /^https?:\/\//.test(value) && URL.canParse(value);
const hasCredentials = (value: string) => URL.canParse(value) && new URL(value).username !== '';

/** A proxy for requests to models; empty for none. */
export const ProxyUrl = z
  .string()
  .trim()
  .max(500)
  .refine((value) => value === '' || isProxyAddress(value), 'must begin with http:// or https://; a SOCKS proxy is not spoken to')
  .refine((value) => !hasCredentials(value), 'must not contain credentials; a proxy that needs them goes into HTTPS_PROXY');

/** What a million tokens cost. */
export const TokenPrice = z.strictObject({
  promptPerMillion: z.number().min(0).max(1_000_000),
  completionPerMillion: z.number().min(0).max(1_000_000),
  /** ISO 4217: USD, CNY. */
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type TokenPrice = z.infer<typeof TokenPrice>;

const modelName = z.string().min(1).max(120);

export const concurrencyLimits = { min: 1, max: 10_000, default: 5 } as const;

export const ProviderOptions = z.strictObject({
  /** Azure only: 2024-10-21 asks deployments at the older addresses; left out, its v1 API. */
  apiVersion: z.string().max(40).optional(),
  /** Answers each of its chat models gives at a time; further ones wait in a queue. */
  concurrency: z.number().int().min(concurrencyLimits.min).max(concurrencyLimits.max).default(concurrencyLimits.default),
  /** Most texts in one request for vectors. */
  embeddingBatch: z.number().int().min(1).max(2048).optional(),
  /** By the name of the model. */
  prices: z.record(modelName, TokenPrice).default({}),
  /** How many tokens a model reads, by its name. */
  contextTokens: z.record(modelName, z.number().int().min(256).max(10_000_000)).default({}),
  /**
   * Which generation parameters its models take beside temperature and maxTokens, each with the name it is sent under:
   * `{ "topK": "top_k" }`. Left out, those that its protocol knows.
   */
  parameters: z.partialRecord(FurtherParameters.keyof(), z.string().regex(/^\w{1,60}$/)).optional(),
});
export type ProviderOptions = z.infer<typeof ProviderOptions>;

/** A known vendor, from which a provider is made. */
export const ProviderPreset = z.object({
  id: z.string(),
  name: z.string(),
  protocol: ProviderProtocol,
  /** With `<resource>` where a person's own part belongs. */
  baseUrl: z.string(),
  needsApiKey: z.boolean(),
  /** Where keys are made. */
  keyUrl: z.url().optional(),
  options: ProviderOptions.partial(),
});
export type ProviderPreset = z.infer<typeof ProviderPreset>;
