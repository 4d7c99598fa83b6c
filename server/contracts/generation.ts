import { z } from 'zod';

export const temperatureLimits = { min: 0, max: 2 } as const;
export const maxTokensLimits = { min: 1, max: 131_072 } as const;
const stopSequencesLimit = 16;
const stopSequenceMaxChars = 200;

/**
 * What may be said of how a model writes, by the one name it has here. A model declares which of these it takes, and within
 * which bounds, as a schema made of some of them; what it does not take is refused by name.
 */
export const generationParameters = {
  temperature: z.number().min(temperatureLimits.min).max(temperatureLimits.max),
  maxTokens: z.number().int().min(maxTokensLimits.min).max(maxTokensLimits.max),
  topP: z.number().min(0).max(1),
  topK: z.number().int().min(0).max(1_000),
  minP: z.number().min(0).max(1),
  repetitionPenalty: z.number().min(0).max(3),
  presencePenalty: z.number().min(-2).max(2),
  frequencyPenalty: z.number().min(-2).max(2),
  /** Most tokens of the prompt that are read; the oldest are left out. */
  truncate: z.number().int().min(1).max(maxTokensLimits.max),
  stop: z.array(z.string().min(1).max(stopSequenceMaxChars)).max(stopSequencesLimit),
  seed: z.number().int().min(0).max(2 ** 31 - 1),
  watermark: z.boolean(),
  returnFullText: z.boolean(),
} as const;
export type GenerationParameterName = keyof typeof generationParameters;

export const GenerationParameters = z.strictObject(generationParameters).partial();
export type GenerationParameters = z.infer<typeof GenerationParameters>;

/** Temperature and tokens have settings of their own. */
export const FurtherParameters = GenerationParameters.omit({ temperature: true, maxTokens: true });
export type FurtherParameters = z.infer<typeof FurtherParameters>;
