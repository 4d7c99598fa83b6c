import { z } from 'zod';
import { generationParameters, maxTokensLimits, temperatureLimits } from '#contracts/generation';
import { Citation } from '#contracts/openai';

/** The stricter protocol of the chatglm-cpp wrapper at /strict/v1, for adapters written against it. */

/** Its only model, which is the chat model of the settings, and the name it lists it by. */
export const strictModelNames = ['default-model', 'gpt-3.5-turbo'] as const;

export const StrictCompletionRequest = z.strictObject({
  /** One of its two names, or any model of /v1/models. */
  model: z.string().min(1).max(200).default(strictModelNames[0]),
  /** Messages of the system are left out; of the others there must be an odd number. */
  messages: z.array(z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).max(1_000),
  temperature: z.number().min(temperatureLimits.min).max(temperatureLimits.max).default(0.95),
  top_p: generationParameters.topP.optional(),
  max_tokens: z.number().int().min(0).max(maxTokensLimits.max).default(2_048),
  stream: z.boolean().default(false),
});
export type StrictCompletionRequest = z.infer<typeof StrictCompletionRequest>;

const head = { id: z.literal('chatcmpl'), model: z.literal(strictModelNames[0]), created: z.number().int() };
const additions = { refusal: z.string().optional(), citations: z.array(Citation).optional() };

export const StrictCompletion = z.object({
  ...head,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.object({
      index: z.literal(0),
      message: z.object({ role: z.literal('assistant'), content: z.string(), ...additions }),
      finish_reason: z.literal('stop'),
    }),
  ),
});
export type StrictCompletion = z.infer<typeof StrictCompletion>;

export const StrictChunk = z.object({
  ...head,
  object: z.literal('chat.completion.chunk'),
  choices: z.array(
    z.object({
      index: z.literal(0),
      delta: z.object({ role: z.literal('assistant').optional(), content: z.string().optional(), ...additions }),
      finish_reason: z.literal('stop').optional(),
    }),
  ),
});
export type StrictChunk = z.infer<typeof StrictChunk>;

/** As FastAPI words it: a text, or for values that do not fit (422) one entry each. */
export const StrictErrorBody = z.object({
  detail: z.union([z.string(), z.array(z.object({ loc: z.array(z.string()), msg: z.string(), type: z.literal('value_error') }))]),
});
export type StrictErrorBody = z.infer<typeof StrictErrorBody>;
