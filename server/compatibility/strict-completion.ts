import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from '#contracts/openai';
import { type StrictChunk, type StrictCompletion, type StrictCompletionRequest, strictModelNames } from '#contracts/openai-strict';
import { AppError } from '../platform/errors.ts';
import { defaultModelName } from './answering-model.ts';

const head = { id: 'chatcmpl', model: strictModelNames[0] } as const;
const isStrictName = (model: string) => strictModelNames.some((name) => name === model);

/** @throws AppError invalid_request when the messages without those of the system are of an even number */
export function fromStrict({ model, messages, temperature, top_p, max_tokens, stream }: StrictCompletionRequest): ChatCompletionRequest {
  const conversation = messages.filter(({ role }) => role !== 'system');
  if (conversation.length % 2 === 0) throw new AppError('invalid_request', 'invalid history size', { field: 'messages' });
  return {
    model: isStrictName(model) ? defaultModelName : model,
    messages: conversation.map(({ role, content }) => ({ role, content })),
    temperature,
    top_p,
    max_tokens: Math.max(1, max_tokens),
    stream,
  };
}

export function toStrictCompletion({ created, choices }: ChatCompletion): StrictCompletion {
  return {
    ...head,
    object: 'chat.completion',
    created,
    choices: choices.map(({ index, message: { role, content, refusal, citations } }) => ({
      index,
      message: { role, content: content ?? '', ...(citations && { citations }), ...(refusal === null ? {} : { refusal }) },
      finish_reason: 'stop',
    })),
  };
}

/** The first chunk has the role alone, the last no text. */
export async function* toStrictChunks(chunks: AsyncIterable<ChatCompletionChunk>): AsyncGenerator<StrictChunk> {
  for await (const { created, choices } of chunks) {
    yield {
      ...head,
      object: 'chat.completion.chunk',
      created,
      choices: choices.map(({ index, delta, finish_reason }) => ({
        index,
        delta: delta.role ? { role: delta.role } : delta,
        ...(finish_reason === null ? {} : { finish_reason: 'stop' as const }),
      })),
    };
  }
}
