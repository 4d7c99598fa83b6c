import type { ChatCompletionRequest } from '#contracts/openai';
import type { TurnOptions } from '#contracts/conversation';
import { AppError } from '../platform/errors.ts';

/** Our names of generation parameters, as the protocol calls them. */
const protocolNames: Readonly<Record<string, string>> = {
  topP: 'top_p',
  presencePenalty: 'presence_penalty',
  frequencyPenalty: 'frequency_penalty',
  maxTokens: 'max_tokens',
  toolChoice: 'tool_choice',
};
/** Values that ask for nothing are left out: a model need not take the parameter for them. */
const unlessNothing = <Value>(value: Value | null | undefined, nothing: Value) => (value === null || value === nothing ? undefined : value);

/** What a request says of how the model is to write. */
export function generationOptionsOf(request: ChatCompletionRequest): Pick<TurnOptions, 'temperature' | 'maxTokens' | 'parameters'> {
  const stop = typeof request.stop === 'string' ? [request.stop] : request.stop;
  return {
    temperature: request.temperature ?? undefined,
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
    parameters: {
      topP: unlessNothing(request.top_p, 1),
      presencePenalty: unlessNothing(request.presence_penalty, 0),
      frequencyPenalty: unlessNothing(request.frequency_penalty, 0),
      seed: request.seed ?? undefined,
      stop: stop?.length ? stop : undefined,
    },
  };
}

/** What is refused by our name of a parameter was sent under the protocol's. */
export function asProtocolField(error: unknown): never {
  if (!(error instanceof AppError) || typeof error.details.field !== 'string') throw error;
  const name = error.details.field.replace(/^parameters\./, '');
  throw new AppError(error.code, error.message, { ...error.details, field: protocolNames[name] ?? name }, { cause: error });
}
