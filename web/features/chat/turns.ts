import type { AssistantMessage, Message, UserMessage } from '#contracts/message';
import type { LiveTurn } from './live-turns.ts';

/** A question with its answers, oldest version first. */
export type Turn = { question: Pick<UserMessage, 'id' | 'text'>; answers: AssistantMessage[] };

/** Puts each answer under its question, and the turn being followed in its place. */
export function groupTurns(messages: readonly Message[], live?: LiveTurn): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    if (message.role === 'user') turns.push({ question: message, answers: [] });
    else turns.find(({ question }) => question.id === message.questionId)?.answers.push(message);
  }
  if (!live) return turns;
  const place = turns.find(({ question }) => question.id === live.question.id);
  if (!place) return [...turns, { question: live.question, answers: live.answer ? [live.answer] : [] }];
  const { answer } = live;
  if (!answer) return turns;
  const index = place.answers.findIndex(({ id }) => id === answer.id);
  if (index === -1) place.answers.push(answer);
  else place.answers[index] = answer;
  return turns;
}
