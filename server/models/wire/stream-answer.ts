import type { AppError } from '../../platform/errors.ts';
import type { ChatModelEvent } from '../chat-model.ts';
import { startDeadline } from './deadline.ts';
import { bytesOf, type Endpoint, firstByteTimeoutMs, type EndpointAnswer } from './endpoint.ts';
import { failureOfConnection, failureOfProtocol } from './failure.ts';
import { createDataReader, wrongServerHint } from './read-data.ts';
import { withoutThinking } from './thinking.ts';
import { type ToolPart, ToolUses } from './tool-uses.ts';

const idleTimeoutMs = 60_000;
const maxAnswerChars = 400_000;
const endOfStream = '[DONE]';

/** What one event of any protocol says. An answer whose end is never named was cut. */
export type AnswerPiece = {
  /** Of the answer itself; reasoning is not part of it. */
  text?: string;
  toolParts?: readonly ToolPart[];
  end?: 'stop' | 'token-limit' | 'filtered';
  usage?: { promptTokens?: number; completionTokens?: number };
};

export type AnswerProtocol = {
  /** Sends the request. */
  open(signal: AbortSignal): Promise<EndpointAnswer>;
  /** @throws AppError when an event says that something is wrong; anything else thrown says that it is of another form */
  read(event: unknown): AnswerPiece;
};

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

function filtered(endpoint: Endpoint): AppError {
  return failureOfProtocol(
    endpoint,
    'held the answer back: its content filter ended it',
    'Ask in other words, or choose another model; what the filter lets through is the provider’s decision.',
  );
}

function withoutAWord(endpoint: Endpoint, end: AnswerPiece['end']): AppError {
  const spentOnThinking = 'The model spent all its tokens on thinking; raise the limit of tokens per answer.';
  return failureOfProtocol(
    endpoint,
    'ended its answer without a word',
    end === 'token-limit' ? spentOnThinking : 'Try again, or choose another model.',
  );
}

function parse(endpoint: Endpoint, data: string, read: AnswerProtocol['read']): AnswerPiece {
  let event: unknown;
  try {
    event = JSON.parse(data);
  } catch {
    throw failureOfProtocol(endpoint, 'sent something that is not JSON', wrongServerHint);
  }
  return read(event);
}

/** What some data of an answer said, up to its end or what is wrong with it. */
type Heard = { delta: string; isEnd?: true; failure?: unknown };

/** An answer in plain JSON is whole, whether it names its end or not. */
const isWhole = (response: EndpointAnswer) => response.headers.get('content-type')?.includes('application/json') ?? false;

/**
 * Streams one answer. When the caller aborts, or stops reading, the connection to the model is closed at once.
 * @throws AppError cancelled, timed_out, unavailable, rate_limited or provider_failed
 */
export async function* streamAnswer(endpoint: Endpoint, protocol: AnswerProtocol, caller: AbortSignal): AsyncGenerator<ChatModelEvent> {
  const deadline = startDeadline(endpoint, caller, firstByteTimeoutMs);
  const visible = withoutThinking();
  const toolUses = new ToolUses(endpoint);
  const usage: NonNullable<AnswerPiece['usage']> = {};
  let answerChars = 0;
  let end: AnswerPiece['end'];
  let isHeardOut = false;

  function take(data: string): string {
    const piece = parse(endpoint, data, protocol.read);
    end ??= piece.end;
    if (piece.usage) Object.assign(usage, piece.usage);
    if (piece.toolParts) toolUses.add(piece.toolParts);
    const delta = piece.text ? visible(piece.text) : '';
    answerChars += delta.length;
    if (answerChars > maxAnswerChars) throw tooLong(endpoint);
    return delta;
  }

  function hear(arrive: () => readonly string[]): Heard {
    let delta = '';
    try {
      for (const data of arrive()) {
        if (data.trim() === endOfStream) {
          end ??= 'stop';
          return { delta, isEnd: true };
        }
        delta += take(data);
      }
      return { delta };
    } catch (failure) {
      return { delta, failure };
    }
  }

  try {
    const response = await protocol.open(deadline.signal);
    const reader = createDataReader(endpoint, response);
    let heard: Heard = { delta: '' };
    try {
      for await (const bytes of bytesOf(response)) {
        deadline.extend(idleTimeoutMs);
        heard = hear(() => reader.read(bytes));
        // What arrived together goes on together, and what was said before a failure as well.
        if (heard.delta) yield { type: 'text-delta', delta: heard.delta };
        if (heard.isEnd || heard.failure !== undefined) break;
      }
    } catch (error) {
      throw failureOfConnection(endpoint, response.url, error);
    }
    if (!heard.isEnd && heard.failure === undefined) {
      heard = hear(() => reader.end());
      if (heard.delta) yield { type: 'text-delta', delta: heard.delta };
    }
    if (heard.failure !== undefined) throw heard.failure;
    isHeardOut = true;
    if (isWhole(response)) end ??= 'stop';
    const { promptTokens, completionTokens } = usage;
    if (promptTokens !== undefined && completionTokens !== undefined) yield { type: 'usage', promptTokens, completionTokens };
    if (end === undefined) throw cutOff(endpoint);
    if (end === 'filtered') throw filtered(endpoint);
    const uses = toolUses.list();
    if (answerChars === 0 && uses.length === 0) throw withoutAWord(endpoint, end);
    for (const use of uses) yield { type: 'tool-use', use };
    if (end === 'token-limit') yield { type: 'token-limit-reached' };
  } catch (error) {
    throw deadline.explain(error);
  } finally {
    deadline.end();
    if (!isHeardOut) deadline.abort();
  }
}
