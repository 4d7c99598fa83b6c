import { applyChatEvent, type ChatEvent, emptyAnswer } from '#contracts/chat-event';
import type { AssistantMessage } from '#contracts/message';
import type { WidgetEvent } from '#contracts/widget';
import { citationsOf } from '../compatibility/citations-of.ts';

function endOf(answer: AssistantMessage): WidgetEvent {
  const { status, failure, sources } = answer;
  const headings = new Map(sources.map(({ number, heading }) => [number, heading]));
  return {
    type: 'end',
    status: status === 'complete' || status === 'refused' ? status : 'failed',
    sources: citationsOf(answer).map(({ number, document, quote, page }) => ({ number, document, heading: headings.get(number), page, quote })),
    ...(failure?.retryAfterSeconds !== undefined && { retryAfterSeconds: failure.retryAfterSeconds }),
  };
}

/** What strangers may know of a turn: its text and what it cites, and neither the model, nor the search, nor what failed. */
export async function* toWidgetEvents(events: AsyncIterable<ChatEvent>): AsyncGenerator<WidgetEvent> {
  let answer: AssistantMessage | undefined;
  for await (const event of events) {
    answer = event.type === 'turn-start' ? emptyAnswer(event) : applyChatEvent(answer!, event);
    if (event.type === 'text-delta') yield { type: 'text', delta: event.delta };
    if (event.type === 'place-in-queue') yield { type: 'waiting', place: event.place };
    if (event.type === 'own-knowledge') yield event;
    if (event.type === 'turn-end') yield endOf(answer);
  }
}
