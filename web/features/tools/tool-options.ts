import { z } from 'zod';
import type { Tool } from '#contracts/tool';

const OptionSchema = z.object({ enum: z.array(z.string()).optional(), default: z.string().default('') });
const Schema = z.object({ properties: z.record(z.string(), OptionSchema).default({}) });

/** An option of a tool: what it may be where that is one of some, and what it is by itself. */
export type ToolOption = { name: string; choices: string[] | undefined; usual: string };

/** The options a tool has by its schema. */
export function optionsIn({ optionSchema }: Pick<Tool, 'optionSchema'>): ToolOption[] {
  const { properties } = Schema.parse(optionSchema);
  return Object.entries(properties).map(([name, { enum: choices, default: usual }]) => ({ name, choices, usual }));
}

/** What was typed, and the usual where nothing is. */
export function chosenOptions(options: readonly ToolOption[], typed: Tool['options']): Tool['options'] {
  return Object.fromEntries(options.map(({ name, usual }) => [name, typed[name]?.trim() || usual]));
}
