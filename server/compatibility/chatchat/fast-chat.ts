import type { Response } from 'express';
import type { FastChatRequest } from '#contracts/chatchat';
import type { ChatCompletionChunk } from '#contracts/openai';
import type { AppContext } from '../../context.ts';
import { handled } from '../../platform/http.ts';
import type { Principal } from '../../platform/principal.ts';
import { sendEvents } from '../../platform/sse.ts';
import { streamChat } from '../answer-completion.ts';
import { defaultModelName } from '../answering-model.ts';
import { asValues } from './framing.ts';
import { getNamedModel } from './named-models.ts';

async function* textsOf(chunks: AsyncIterable<ChatCompletionChunk>): AsyncGenerator<string> {
  for await (const { choices } of chunks) {
    const text = choices[0]?.delta.content;
    if (text) yield text;
  }
}

/** Messages of OpenAI's protocol, answered with the text as it comes and nothing around it. */
export async function sendFastChat(context: AppContext, principal: Principal, request: FastChatRequest, response: Response, signal: AbortSignal): Promise<typeof handled> {
  const model = request.model ? (await getNamedModel(context.database, 'chat', request.model)).id : defaultModelName;
  const max_tokens = request.max_tokens && request.max_tokens > 0 ? request.max_tokens : undefined;
  const { messages, temperature } = request;
  const chunks = await streamChat(context, principal, { model, messages, temperature, max_tokens, stream: true }, signal);
  await sendEvents(response, textsOf(chunks), signal, asValues);
  return handled;
}
