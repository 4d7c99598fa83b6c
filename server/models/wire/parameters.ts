import { z } from 'zod';
import { generationParameters, type GenerationParameterName } from '#contracts/generation';
import type { ProviderOptions } from '#contracts/provider-options';
import type { ChatCompletion } from '../protocol.ts';

/** The generation parameters a protocol knows, each with the name it is sent under. */
export type ParameterNames = Partial<Record<GenerationParameterName, string>>;
export type ParameterBounds = Partial<Record<GenerationParameterName, z.ZodType>>;

/** An administrator's list stands in place of the protocol's own, but for temperature and maxTokens, which all models take. */
export function namesFor({ temperature, maxTokens, ...further }: ParameterNames, { parameters }: Pick<ProviderOptions, 'parameters'>): ParameterNames {
  return { temperature, maxTokens, ...(parameters ?? further) };
}

/** The schema of what a model takes. */
export function schemaOf(names: ParameterNames, bounds: ParameterBounds = {}): z.ZodObject {
  const fields = (Object.keys(names) as GenerationParameterName[]).map((name) => [name, (bounds[name] ?? generationParameters[name]).optional()]);
  return z.strictObject(Object.fromEntries(fields));
}

/** What was chosen, under the names of the protocol. */
export function sentAs(names: ParameterNames, { temperature, maxTokens, parameters }: ChatCompletion): Record<string, unknown> {
  const chosen = Object.entries({ temperature, maxTokens, ...parameters }) as [GenerationParameterName, unknown][];
  return Object.fromEntries(chosen.flatMap(([name, value]) => (names[name] === undefined || value === undefined ? [] : [[names[name], value]])));
}
