import { z } from 'zod';
import { historyTurnsLimits } from '#contracts/conversation';
import { maxTokensLimits, temperatureLimits } from '#contracts/generation';
import { ProxyUrl } from '#contracts/provider-options';
import { DefaultPrompts } from '#contracts/prompt';
import { RetrievalOptions } from '#contracts/search';

export const agentMaxStepsLimits = { min: 1, max: 30, default: 8 } as const;

/** Settings of the whole installation; the page draws its form from this schema. */
export const Settings = z.strictObject({
  /** Model of mode `llm`; empty when none is configured. */
  defaultChatModel: z.string().max(200).default(''),
  /** Model that answers from knowledge bases. `extractive` quotes and needs nothing installed. */
  defaultAnswerModel: z.string().max(200).default('extractive'),
  /** Model of mode `agent`; empty for `defaultChatModel`. */
  agentModel: z.string().max(200).default(''),
  /** How often an agent may ask its model before it has to answer. */
  agentMaxSteps: z.number().int().min(agentMaxStepsLimits.min).max(agentMaxStepsLimits.max).default(agentMaxStepsLimits.default),
  defaultEmbeddingModel: z.string().max(200).default('lexical'),
  /** Reads what was found again and puts it into order: `local/<name>`, `<provider id>/<model name>`, or empty for none. */
  reranker: z.string().max(200).default(''),
  topK: RetrievalOptions.shape.topK,
  scoreThreshold: RetrievalOptions.shape.scoreThreshold,
  historyTurns: z.number().int().min(historyTurnsLimits.min).max(historyTurnsLimits.max).default(historyTurnsLimits.default),
  temperature: z.number().min(temperatureLimits.min).max(temperatureLimits.max).default(0.3),
  maxTokens: z.number().int().min(maxTokensLimits.min).max(maxTokensLimits.max).default(1024),
  /** The search engine that is asked first; empty for the first that is set up. */
  defaultSearchEngine: z.string().max(40).default(''),
  /** The proxy that requests to models go through where a provider names none; empty for that of the environment. */
  proxyUrl: ProxyUrl.default(''),
  /** Whether pages that a search engine finds are fetched and read, beside what it quotes of them. */
  readFoundPages: z.boolean().default(true),
  /** Chat model that translates bilingual conversations; empty for the one that answers. */
  translationModel: z.string().max(200).default(''),
  /** Address of a service that speaks LibreTranslate's protocol, which then translates instead of a model; empty for none. */
  translatorUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]).default(''),
  /** Whether programs written for Langchain-Chatchat are answered at its addresses. */
  chatchatApi: z.boolean().default(false),
  /** How its streams are framed where a program does not say: as server-sent events (0.2.10), or as objects one after the other (0.2.7). */
  chatchatFraming: z.enum(['sse', 'json']).default('sse'),
  /**
   * Origins whose pages may ask at the addresses for programs, such as https://example.com; `*` for all. Whoever opens such a page
   * lets it ask in their name.
   */
  corsOrigins: z
    .array(z.string().max(200).regex(/^(\*|https?:\/\/[^/\s]+)$/, 'must be an origin, such as https://example.com, or *'))
    .max(20)
    .default([]),
  /** Address by which others reach this server, for links in answers; empty for the one it was asked at. */
  publicUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]).default(''),
  /** Name of the prompt of each mode. */
  defaultPrompts: DefaultPrompts.default({}),
});
export type Settings = z.infer<typeof Settings>;

export const UpdateSettings = z.strictObject(
  Object.fromEntries(Object.entries(Settings.shape).map(([key, schema]) => [key, schema.removeDefault().optional()])) as {
    [Key in keyof typeof Settings.shape]: z.ZodOptional<ReturnType<(typeof Settings.shape)[Key]['removeDefault']>>;
  },
);
export type UpdateSettings = z.infer<typeof UpdateSettings>;
