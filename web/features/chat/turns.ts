import { branchThrough, versionsOf } from '#contracts/branch';
import type { AssistantMessage, Message, UserMessage } from '#contracts/message';
import type { LiveTurn } from './live-turns.ts';

/** A question of the branch that is shown, with its answers, oldest version first. */
export type Turn = {
  question: UserMessage;
  /** The questions that follow the same answer, itself among them, oldest first. */
  siblings: readonly UserMessage[];
  answers: readonly AssistantMessage[];
  /** The version that is shown; what comes next follows it. */
  answer: AssistantMessage | undefined;
};

/**
 * The branch that leads through the message `shown`; without it the turn being followed, else the newest message, decides.
 * @param messages of all branches, oldest first
 */
export function shownTurns(messages: readonly Message[], shown?: string, live?: LiveTurn): Turn[] {
  const all = withLive(messages, live);
  const branch = branchThrough(all, shown ?? live?.answer?.id ?? live?.question.id);
  return branch.flatMap((question, index) => {
    if (question.role !== 'user') return [];
    const answer = branch[index + 1];
    return {
      question,
      siblings: versionsOf(all, question).filter((each) => each.role === 'user'),
      answers: all.filter((each) => each.role === 'assistant').filter(({ questionId }) => questionId === question.id),
      answer: answer?.role === 'assistant' ? answer : undefined,
    };
  });
}

/** The turn being followed stands where it is stored already, or at the end. */
function withLive(messages: readonly Message[], live: LiveTurn | undefined): readonly Message[] {
  if (!live) return messages;
  const all = [...messages];
  if (!all.some(({ id }) => id === live.question.id)) all.push(live.question);
  const { answer } = live;
  if (!answer) return all;
  const place = all.findIndex(({ id }) => id === answer.id);
  all.splice(place < 0 ? all.length : place, 1, answer);
  return all;
}
