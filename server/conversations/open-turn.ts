import { randomUUID } from 'node:crypto';
import { emptyAnswer, type ChatEvent } from '#contracts/chat-event';
import { titleMaxChars, type TurnOptions, type TurnRequest } from '#contracts/conversation';
import type { ChatModeId, UserMessage } from '#contracts/message';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { Principal } from '../platform/principal.ts';
import { getConversation, touchConversation } from './conversation.repository.ts';
import { findQuestion, insertAnswer, insertQuestion, listOutlines, nextPosition, type MessageOutline } from './message.repository.ts';

const messagesPerConversationLimit = 1_000;
const titleChars = 60;

/** A question answered before, with the newest whole answer to it; `answer` is empty where there is none. */
export type Exchange = { question: string; answer: string };

/** What a turn is decided to run with, before anything of it is stored. */
type Decision = { options: TurnOptions; choice: { mode: ChatModeId }; model: { id: string } | undefined };

type TurnStart = Extract<ChatEvent, { type: 'turn-start' }>;
export type OpenedTurn<Decided> = Decided & { start: TurnStart; earlier: Exchange[] };

/** The first words of the question; a little longer than a line of the list is enough. */
export function titleFrom(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim();
  return (line.length > titleChars ? `${line.slice(0, titleChars).trimEnd()}…` : line).slice(0, titleMaxChars);
}

/** The first event of a turn. */
export function startOf(conversationId: string, question: UserMessage, { choice, model }: Pick<Decision, 'choice' | 'model'>): TurnStart {
  const ids = { turnId: randomUUID(), answerId: randomUUID(), conversationId };
  return { type: 'turn-start', ...ids, question, mode: choice.mode, model: model?.id ?? '', createdAt: new Date().toISOString() };
}

export function newQuestion(text: string): UserMessage {
  return { id: randomUUID(), role: 'user', text, createdAt: new Date().toISOString() };
}

async function questionToAnswerAgain(
  database: Database,
  conversationId: string,
  { regenerateQuestionId, text }: TurnRequest,
): Promise<UserMessage | undefined> {
  if (regenerateQuestionId === undefined) return undefined;
  const question = await findQuestion(database, conversationId, regenerateQuestionId);
  if (!question)
    throw new AppError('not_found', `There is no question ${regenerateQuestionId} in this conversation`, { field: 'regenerateQuestionId' });
  if (question.text !== text)
    throw new AppError('invalid_request', 'text must equal the question that is answered again', { field: 'text' });
  return question;
}

function exchangesBefore(messages: readonly MessageOutline[], questionId: string | undefined): Exchange[] {
  const questions = messages.filter((message) => message.role === 'user');
  const end = questions.findIndex((question) => question.id === questionId);
  return (end < 0 ? questions : questions.slice(0, end)).map(({ id, text }) => {
    const answer = messages.findLast((message) => message.questionId === id && message.status === 'complete');
    return { question: text, answer: answer?.text ?? '' };
  });
}

/**
 * Stores the question, unless an earlier one is answered again, and an empty answer to it, in one transaction.
 * What the turn was asked to run with becomes the conversation's choice, and its first question names it.
 * @param decide told the conversation's choice so far; what it throws, this throws, and nothing is stored
 * @throws AppError not_found, invalid_request; conflict when the conversation is full
 */
export async function openTurn<Decided extends Decision>(
  database: Database,
  principal: Principal,
  conversationId: string,
  request: TurnRequest,
  decide: (remembered: TurnOptions) => Promise<Decided>,
): Promise<OpenedTurn<Decided>> {
  const conversation = await getConversation(database, principal, conversationId);
  if (conversation.messageCount >= messagesPerConversationLimit) {
    throw new AppError('conflict', `This conversation has reached ${messagesPerConversationLimit} messages`, {
      hint: 'Begin a new conversation.',
    });
  }
  const asked = await questionToAnswerAgain(database, conversationId, request);
  const messages = await listOutlines(database, principal, conversationId);
  const decided = await decide(conversation.options);

  const question = asked ?? newQuestion(request.text);
  const start = startOf(conversationId, question, decided);
  await database.write(async (transaction) => {
    await touchConversation(transaction, conversationId, {
      title: conversation.title || titleFrom(request.text),
      options: decided.options,
    });
    const position = await nextPosition(transaction, conversationId);
    if (!asked) await insertQuestion(transaction, conversationId, position, question);
    await insertAnswer(transaction, conversationId, position + 1, emptyAnswer(start));
    failpoint('turns.open');
  });
  return { ...decided, start, earlier: exchangesBefore(messages, asked?.id) };
}
