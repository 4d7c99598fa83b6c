import { z } from 'zod';
import { personaMaxChars } from '#contracts/conversation';
import { queryMaxChars } from '#contracts/search';

export const promptMaxChars = 8_000;
export const promptVersionsLimit = 100;

/** Modes of a turn, and `completion`: text continued without a conversation. */
export const PromptMode = z.enum(['llm', 'knowledge-base', 'file', 'search-engine', 'agent', 'completion']);
export type PromptMode = z.infer<typeof PromptMode>;

/** What may stand in a template between double braces. Each is put in as data, in one pass: nothing in it is read as a template. */
export const promptPlaceholders = ['question', 'context', 'history', 'date', 'persona'] as const;
export type PromptPlaceholder = (typeof promptPlaceholders)[number];

const placeholder = /\{\{\s*([\p{L}\p{N}_.-]{1,40})\s*\}\}/gu;

/** The names between double braces in a template. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name]) => name!))];
}

export const PromptName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cf}/\\]+$/u, 'must not contain slashes or control characters');

const isKnown = (name: string) => promptPlaceholders.some((known) => known === name);

/**
 * A template. With `{{question}}` in it, it is the whole last message; without, it is the instructions before the conversation.
 * What it leaves out stands where it usually does: passages before the question, the conversation between, the persona in front.
 */
export const PromptText = z
  .string()
  .trim()
  .max(promptMaxChars)
  .superRefine((text, context) => {
    const unknown = placeholdersIn(text).find((name) => !isKnown(name));
    if (unknown === undefined) return;
    const known = promptPlaceholders.map((name) => `{{${name}}}`).join(', ');
    context.addIssue({ code: 'custom', message: `cannot be filled: {{${unknown}}} is no placeholder; there are ${known}` });
  });

export const PromptKey = z.object({ mode: PromptMode, name: PromptName });
export type PromptKey = z.infer<typeof PromptKey>;

export const Prompt = PromptKey.extend({
  text: z.string(),
  /** 0 as it comes with Lectern; each change adds one. */
  version: z.number().int(),
  /** Comes with Lectern: when it is deleted, it is as it came. */
  isBuiltIn: z.boolean(),
  /** The one the settings name for its mode. */
  isDefault: z.boolean(),
  updatedAt: z.iso.datetime().optional(),
});
export type Prompt = z.infer<typeof Prompt>;

export const PromptVersion = z.object({ version: z.number().int(), text: z.string(), createdAt: z.iso.datetime().optional() });
export type PromptVersion = z.infer<typeof PromptVersion>;

export const CreatePrompt = z.strictObject({ mode: PromptMode, name: PromptName, text: PromptText });
export type CreatePrompt = z.infer<typeof CreatePrompt>;

export const UpdatePrompt = z.strictObject({ text: PromptText });
export type UpdatePrompt = z.infer<typeof UpdatePrompt>;

/** A template as it would be sent, with passages and an exchange made up where it has a place for them. */
export const TestPrompt = z.strictObject({
  mode: PromptMode,
  text: PromptText,
  question: z.string().trim().min(1).max(queryMaxChars),
  persona: z.string().trim().max(personaMaxChars).optional(),
  /** Id of a chat model that shall answer; left out, none is asked. */
  model: z.string().min(1).max(200).optional(),
});
export type TestPrompt = z.infer<typeof TestPrompt>;

export const TestedPrompt = z.object({
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() })),
  answer: z.string().optional(),
});
export type TestedPrompt = z.infer<typeof TestedPrompt>;

/** Name of the template of each mode; a mode that is left out has `default`. */
export const DefaultPrompts = z.partialRecord(PromptMode, PromptName);
export type DefaultPrompts = z.infer<typeof DefaultPrompts>;
