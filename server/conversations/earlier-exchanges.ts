import { branchThrough, pathTo } from '#contracts/branch';
import type { TurnRequest } from '#contracts/conversation';
import type { UserMessage } from '#contracts/message';
import { AppError } from '../platform/errors.ts';
import type { MessageOutline } from './message.repository.ts';

/** A question answered before, with the answer it has on the branch, or its newest whole one; `answer` is empty where there is none. */
export type Exchange = { question: string; answer: string };

/** An exchange, and where it is stored. */
export type StoredExchange = Exchange & { questionId: string; answerId: string | undefined };

/**
 * The answer that the question of a turn follows; undefined for one that begins anew.
 * @param asked the earlier question that is answered again
 * @throws AppError not_found
 */
export function answerToFollow(
  messages: readonly MessageOutline[],
  { parentId }: Pick<TurnRequest, 'parentId'>,
  asked: UserMessage | undefined,
  shownMessageId: string | undefined,
): string | undefined {
  if (asked) return asked.parentId;
  if (parentId === '') return undefined;
  if (parentId === undefined) return branchThrough(messages, shownMessageId).findLast(({ role }) => role === 'assistant')?.id;
  if (messages.some(({ id, role }) => id === parentId && role === 'assistant')) return parentId;
  throw new AppError('not_found', `There is no answer ${parentId} in this conversation`, { field: 'parentId' });
}

/** What was said on the branch that leads to an answer, oldest first. */
export function exchangesTo(messages: readonly MessageOutline[], answerId: string | undefined): StoredExchange[] {
  const path = pathTo(messages, answerId);
  const isWhole = ({ status }: MessageOutline) => status === 'complete';
  return path
    .filter(({ role }) => role === 'user')
    .map(({ id, text }) => {
      const ofBranch = path.find(({ questionId }) => questionId === id);
      const answer = ofBranch && isWhole(ofBranch) ? ofBranch : messages.findLast((each) => each.questionId === id && isWhole(each));
      return { question: text, answer: answer?.text ?? '', questionId: id, answerId: ofBranch?.id };
    });
}

/** The last exchanges that have an answer, so many of them, and the questions without one among and after them. */
export function lastAnswered<Said extends Exchange>(exchanges: readonly Said[], count: number): Said[] {
  if (count === 0) return [];
  const answered = exchanges.flatMap(({ answer }, index) => (answer === '' ? [] : [index]));
  return exchanges.slice(answered.length > count ? answered.at(-count) : 0);
}
