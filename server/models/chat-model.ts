import type { z } from 'zod';
import type { FurtherParameters } from '#contracts/generation';
import type { TokenPrice } from '#contracts/provider-options';

/**
 * A call as the model asked for it; `arguments` is the JSON text it wrote, which may be broken. `signature` is the protocol's
 * own and goes back with the call.
 */
export type ToolUse = { id: string; name: string; arguments: string; signature?: string };

export type PromptMessage =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string; toolUses?: readonly ToolUse[] }
  /** What a tool gave. */
  | { role: 'tool'; content: string; toolUseId: string };

/** A tool as it is offered to a model. `input` is a JSON schema of an object. */
export type OfferedTool = { name: string; description: string; input: Record<string, unknown> };

/** What a model must call: any tool, or this one. */
export type ToolChoice = 'required' | { name: string };

/** A passage the answer may rest on, numbered from 1 as it is cited. */
export type Passage = { number: number; text: string; documentName: string; heading?: string; score: number };

export type ChatModelRequest = {
  /** The whole prompt, system message first, the question last. */
  messages: readonly PromptMessage[];
  /** The question alone and the passages found for it, for models that read them directly instead of the prompt. */
  question: string;
  passages: readonly Passage[];
  temperature: number;
  /** A person chose it for this answer: it is sent or the answer fails. A default may be left out for a model that refuses it. */
  temperatureIsChosen?: boolean;
  maxTokens: number;
  /** Checked against the model's `parameters` before. */
  parameters?: FurtherParameters;
  /** Only for a model that calls tools. */
  tools?: readonly OfferedTool[];
  /** Without it calling is up to the model. */
  toolChoice?: ToolChoice;
};

export type ChatModelEvent =
  | { type: 'text-delta'; delta: string }
  /** A whole call; a model may ask for several at once. They come before the answer's end. */
  | { type: 'tool-use'; use: ToolUse }
  /** The model is busy; so many others come first. */
  | { type: 'place-in-queue'; place: number }
  | { type: 'usage'; promptTokens: number; completionTokens: number }
  /** `maxTokens` ended the answer, not the model. */
  | { type: 'token-limit-reached' };

/** Something that continues a conversation. Aborting the signal stops it within one token. */
export type ChatModel = {
  id: string;
  label: string;
  /** False where it only selects from `passages` and cannot hold a conversation. */
  converses: boolean;
  /** Whether it can be offered tools; where not, an agent asks it in words. */
  callsTools: boolean;
  contextTokens: number;
  /** Those of the generation parameters it takes, within its bounds. */
  parameters: z.ZodObject;
  /** Where it was entered. */
  price?: TokenPrice;
  countTokens(text: string): number;
  /**
   * What converses says a word, calls a tool, or fails.
   * @throws AppError invalid_request where it cannot be made to call a tool; provider_failed, unavailable, timed_out, rate_limited, cancelled; `contextExceeded` says the prompt was too long
   */
  stream(request: ChatModelRequest, signal: AbortSignal): AsyncIterable<ChatModelEvent>;
};
