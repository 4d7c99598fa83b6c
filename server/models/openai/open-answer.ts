import { AppError } from '../../platform/errors.ts';
import type { PromptMessage } from '../chat-model.ts';
import { request, type Endpoint } from './endpoint.ts';

export type ChatCompletion = { model: string; messages: readonly PromptMessage[]; temperature: number; maxTokens: number };

type Options = Partial<{ temperature: number; max_tokens: number; max_completion_tokens: number; stream_options: object }>;

/** The same options without those the server complains about; newer OpenAI models want max_tokens by its new name. */
function withoutRefused(options: Options, complaint: string): Options {
  const named = Object.keys(options).filter((option) => complaint.includes(option));
  const refused = named.length > 0 ? named : Object.keys(options);
  const kept: Options = Object.fromEntries(Object.entries(options).filter(([option]) => !refused.includes(option)));
  return named.includes('max_tokens') ? { ...kept, max_completion_tokens: options.max_tokens } : kept;
}

function isRefusedOption(error: unknown): error is AppError {
  if (!(error instanceof AppError) || error.details.contextExceeded) return false;
  return error.details.status === 400 || error.details.status === 422;
}

/** Begins an answer with all options; a server that does not know one of them (400, 422) is asked once more without it. */
export async function openAnswer(endpoint: Endpoint, completion: ChatCompletion, signal: AbortSignal): Promise<Response> {
  const { model, messages, temperature, maxTokens } = completion;
  const options: Options = { temperature, max_tokens: maxTokens, stream_options: { include_usage: true } };
  const ask = (chosen: Options) => request(endpoint, '/chat/completions', { model, messages, stream: true, ...chosen }, signal);
  try {
    return await ask(options);
  } catch (error) {
    if (!isRefusedOption(error)) throw error;
    return ask(withoutRefused(options, error.message));
  }
}
