import type { AssistantMessage } from '#contracts/message';

/** Whether an answer that is read once more from its first event has not come as far yet as what is shown of it. */
export function isCatchingUp(answer: AssistantMessage | undefined, shown: AssistantMessage | undefined): boolean {
  if (answer?.status !== 'streaming' || shown?.id !== answer.id) return false;
  const [calls, shownCalls] = [answer.toolCalls?.length ?? 0, shown.toolCalls?.length ?? 0];
  // A call turns the text so far into the thought before it.
  return calls < shownCalls || (calls === shownCalls && answer.text.length < shown.text.length);
}
