import { type AppError } from '../../platform/errors.ts';
import type { ChatModelEvent } from '../chat-model.ts';
import { readPieces } from './answer-pieces.ts';
import { startDeadline } from './deadline.ts';
import { firstByteTimeoutMs, type Endpoint } from './endpoint.ts';
import { failureOfProtocol } from './failure.ts';
import { openAnswer, type ChatCompletion } from './open-answer.ts';
import { withoutThinking } from './thinking.ts';

const idleTimeoutMs = 60_000;
const maxAnswerChars = 400_000;

function tooLong(endpoint: Endpoint): AppError {
  return failureOfProtocol(endpoint, `answered with more than ${maxAnswerChars} characters`, 'Lower the limit of tokens per answer.');
}

function cutOff(endpoint: Endpoint): AppError {
  return failureOfProtocol(
    endpoint,
    'ended the connection in the middle of its answer',
    'Try again; the model server may have run out of memory.',
  );
}

function withoutAWord(endpoint: Endpoint, finishReason: string): AppError {
  const spentOnThinking = 'The model spent all its tokens on thinking; raise the limit of tokens per answer.';
  return failureOfProtocol(
    endpoint,
    'ended its answer without a word',
    finishReason === 'length' ? spentOnThinking : 'Try again, or choose another model.',
  );
}

/**
 * Streams one answer. When the caller aborts, or stops reading, the connection to the model is closed at once.
 * @throws AppError cancelled, timed_out, unavailable, rate_limited or provider_failed
 */
export async function* streamChat(endpoint: Endpoint, completion: ChatCompletion, caller: AbortSignal): AsyncGenerator<ChatModelEvent> {
  const deadline = startDeadline(endpoint, caller, firstByteTimeoutMs);
  const visible = withoutThinking();
  let answerChars = 0;
  let finishReason: string | undefined;
  try {
    const response = await openAnswer(endpoint, completion, deadline.signal);
    for await (const piece of readPieces(endpoint, response, () => deadline.extend(idleTimeoutMs))) {
      finishReason ??= piece.finishReason;
      const delta = visible(piece.text);
      answerChars += delta.length;
      if (answerChars > maxAnswerChars) throw tooLong(endpoint);
      if (delta) yield { type: 'text-delta', delta };
      if (piece.usage) yield { type: 'usage', ...piece.usage };
    }
    if (finishReason === undefined) throw cutOff(endpoint);
    if (answerChars === 0) throw withoutAWord(endpoint, finishReason);
    if (finishReason === 'length') yield { type: 'token-limit-reached' };
  } catch (error) {
    throw deadline.explain(error);
  } finally {
    deadline.end();
    deadline.abort();
  }
}
