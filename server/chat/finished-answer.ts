import { applyChatEvent, type ChatEvent, emptyAnswer } from '#contracts/chat-event';
import type { AssistantMessage } from '#contracts/message';

/** The answer that the events of a turn make, when it has ended. */
export async function finishedAnswer(events: AsyncIterable<ChatEvent>): Promise<AssistantMessage> {
  let answer: AssistantMessage | undefined;
  for await (const event of events) {
    if (event.type === 'turn-start') answer = emptyAnswer(event);
    else answer = answer && applyChatEvent(answer, event);
  }
  if (!answer) throw new Error('A turn begins with turn-start');
  return answer;
}
