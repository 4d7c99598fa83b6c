import { setTimeout as delay } from 'node:timers/promises';
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from '#contracts/openai';
import { queryMaxChars } from '#contracts/search';
import { finishedAnswer } from '../chat/finished-answer.ts';
import type { RunningTurn } from '../chat/turn-registry.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { chooseAnswering } from './answering-model.ts';
import { toChunks, toCompletion } from './completion.ts';
import { asProtocolField, generationOptionsOf } from './generation-options.ts';
import { readMessages } from './read-messages.ts';
import { completeWithTools, streamWithTools } from './tool-completion.ts';
import { usesTools } from './tool-messages.ts';
import { beginUnstoredTurn, type UnstoredTurnContext } from './unstored-turn.ts';

/** A failure within this time is told by the status of the answer; afterwards the stream has begun, with heartbeats. */
const statusWaitMs = 10_000;

async function begin(
  context: UnstoredTurnContext,
  principal: Principal,
  request: ChatCompletionRequest,
  signal: AbortSignal,
): Promise<RunningTurn> {
  const { instructions, earlier, question } = readMessages(request.messages);
  const choice = await chooseAnswering(context, principal, request.model);
  if (choice.mode === 'knowledge-base' && question.length > queryMaxChars) {
    throw new AppError('invalid_request', `A question to a knowledge base may have ${queryMaxChars} characters`, { field: 'messages' });
  }
  const turn = { ...choice, ...generationOptionsOf(request), text: question, stream: request.stream === true };
  return beginUnstoredTurn(context, { principal, request: turn, earlier, instructions }, signal).catch(asProtocolField);
}

/** @throws AppError when there is no answer */
export async function completeChat(
  context: UnstoredTurnContext,
  principal: Principal,
  request: ChatCompletionRequest,
  signal: AbortSignal,
): Promise<ChatCompletion> {
  if (usesTools(request)) return completeWithTools(context, principal, request, signal);
  const turn = await begin(context, principal, request, signal);
  return toCompletion(await finishedAnswer(turn.events()), request.model);
}

async function* resume<Value>(first: Promise<IteratorResult<Value, void>>, rest: AsyncGenerator<Value, void>): AsyncGenerator<Value> {
  const step = await first;
  if (step.done) return;
  yield step.value;
  yield* rest;
}

/** Returns when the first chunk is there, or is long in coming. @throws AppError when the turn fails before */
export async function streamChat(
  context: UnstoredTurnContext,
  principal: Principal,
  request: ChatCompletionRequest,
  signal: AbortSignal,
): Promise<AsyncGenerator<ChatCompletionChunk>> {
  const includeUsage = request.stream_options?.include_usage === true;
  const chunks = usesTools(request)
    ? streamWithTools(context, principal, request, signal)
    : toChunks((await begin(context, principal, request, signal)).events(), request.model, includeUsage);
  const first = chunks.next();
  await Promise.race([first, delay(statusWaitMs, undefined, { ref: false })]);
  return resume(first, chunks);
}
