import type { z } from 'zod';

export type ChatRole = 'system' | 'user' | 'assistant';
export type PromptMessage = { role: ChatRole; content: string };

/** A passage the answer may rest on, numbered from 1 as it is cited. */
export type Passage = { number: number; text: string; documentName: string; heading?: string; score: number };

export type ChatModelRequest = {
  /** The whole prompt, system message first, the question last. */
  messages: readonly PromptMessage[];
  /** The question alone and the passages found for it, for models that read them directly instead of the prompt. */
  question: string;
  passages: readonly Passage[];
  temperature: number;
  maxTokens: number;
};

export type ChatModelEvent =
  | { type: 'text-delta'; delta: string }
  | { type: 'usage'; promptTokens: number; completionTokens: number }
  /** `maxTokens` ended the answer, not the model. */
  | { type: 'token-limit-reached' };

/** Something that continues a conversation. Aborting the signal stops it within one token. */
export type ChatModel = {
  id: string;
  label: string;
  /** False where it only selects from `passages` and cannot hold a conversation. */
  converses: boolean;
  contextTokens: number;
  /** The parameters it takes besides temperature and maxTokens. */
  parameters: z.ZodObject;
  countTokens(text: string): number;
  /** @throws AppError provider_failed, unavailable, timed_out, rate_limited, cancelled; `contextExceeded` says the prompt was too long */
  stream(request: ChatModelRequest, signal: AbortSignal): AsyncIterable<ChatModelEvent>;
};
