import { applyChatEvent, type ChatEvent, emptyAnswer } from '#contracts/chat-event';
import type { AssistantMessage } from '#contracts/message';
import { envelopeOf } from './failures.ts';
import { toMessageId } from './message-id.ts';

/** What the answer is rated by: 0.2.10 and 0.2.7 call it differently. */
export const idsOf = ({ id }: AssistantMessage) => ({ message_id: toMessageId(id), chat_history_id: toMessageId(id) });

/** How the events of one way of asking become the chunks of its answer. */
export type ChunkForm = {
  /** Of an event before the last; `answer` is what has been folded so far, this event included. */
  during(event: ChatEvent, answer: AssistantMessage): object | undefined;
  /** Of the ended answer. */
  last(answer: AssistantMessage): object | undefined;
  /** The whole answer at once. */
  whole(answer: AssistantMessage): object;
};

/** Plain chat: the text alone. */
export const textForm: ChunkForm = {
  during: (event, answer) => (event.type === 'text-delta' ? { text: event.delta, ...idsOf(answer) } : undefined),
  last: () => undefined,
  whole: (answer) => ({ text: answer.text, ...idsOf(answer) }),
};

/** Answers from sources: the text, then all sources in one chunk. */
export function sourcedForm(linesOf: (answer: AssistantMessage) => string[]): ChunkForm {
  return {
    during: (event) => (event.type === 'text-delta' ? { answer: event.delta } : undefined),
    last: (answer) => ({ docs: linesOf(answer), ...idsOf(answer) }),
    whole: (answer) => ({ answer: answer.text, docs: linesOf(answer), ...idsOf(answer) }),
  };
}

/** What went wrong, where the stream has begun and the status of the answer cannot tell it any more. */
function failureOf({ status, failure }: AssistantMessage): object | undefined {
  if (failure) return { ...envelopeOf(failure), error: failure.code };
  if (status === 'cancelled') return { ...envelopeOf({ code: 'cancelled', message: '回答已停止' }), error: 'cancelled' };
  if (status === 'interrupted') return { ...envelopeOf({ code: 'unavailable', message: '服务正在停止' }), error: 'unavailable' };
  return undefined;
}

/** The events of a turn as chunks; where it fails, the last one says so. */
export async function* toChunks(events: AsyncIterable<ChatEvent>, { during, last }: ChunkForm): AsyncGenerator<object> {
  let answer: AssistantMessage | undefined;
  for await (const event of events) {
    answer = event.type === 'turn-start' ? emptyAnswer(event) : applyChatEvent(answer!, event);
    const chunk = event.type === 'turn-end' ? (failureOf(answer) ?? last(answer)) : during(event, answer);
    if (chunk) yield chunk;
  }
}
