import { randomUUID } from 'node:crypto';
import { emptyAnswer, type ChatEvent } from '#contracts/chat-event';
import { titleMaxChars, type TurnOptions, type TurnRequest } from '#contracts/conversation';
import type { ChatModeId, UserMessage } from '#contracts/message';
import { isUniqueViolation, type Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { failpoint } from '../platform/failpoints.ts';
import type { Principal } from '../platform/principal.ts';
import { getConversation, touchConversation } from './conversation.repository.ts';
import { answerToFollow, type Exchange, exchangesTo, lastAnswered, type StoredExchange } from './earlier-exchanges.ts';
import { appendMessages, findQuestion, findTurnOf, listOutlines, listTranslatedQuestions } from './message.repository.ts';

const messagesPerConversationLimit = 1_000;
const titleChars = 60;

/** What a turn is decided to run with, before anything of it is stored. */
type Decision = { options: TurnOptions; choice: { mode: ChatModeId; historyTurns: number; translateTo: string | undefined }; model: { id: string } | undefined };

type Started = { choice: { mode: ChatModeId }; model: { id: string } | undefined };
type TurnStart = Extract<ChatEvent, { type: 'turn-start' }>;
export type OpenedTurn<Decided> = Decided & { start: TurnStart; earlier: Exchange[] };

/** The first words of the question; a little longer than a line of the list is enough. */
export function titleFrom(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim();
  return (line.length > titleChars ? `${line.slice(0, titleChars).trimEnd()}…` : line).slice(0, titleMaxChars);
}

/** The first event of a turn. */
export function startOf(conversationId: string, question: UserMessage, { choice, model }: Started): TurnStart {
  const ids = { turnId: randomUUID(), answerId: randomUUID(), conversationId };
  return { type: 'turn-start', ...ids, question, mode: choice.mode, model: model?.id ?? '', createdAt: new Date().toISOString() };
}

export function newQuestion(text: string, { id = randomUUID(), parentId }: { id?: string; parentId?: string } = {}): UserMessage {
  return { id, role: 'user', text, parentId, createdAt: new Date().toISOString() };
}

/** A question that was asked before, and the newest turn that answers it. @throws AppError not_found for an unknown conversation */
export async function findAsked(
  database: Database,
  principal: Principal,
  conversationId: string,
  questionId: string,
): Promise<{ text: string; turnId: string } | undefined> {
  await getConversation(database, principal, conversationId);
  const question = await findQuestion(database, conversationId, questionId);
  const turn = question && (await findTurnOf(database, conversationId, questionId));
  return turn && { text: question.text, turnId: turn.turnId };
}

async function questionToAnswerAgain(
  database: Database,
  conversationId: string,
  { regenerateQuestionId, questionId, text }: TurnRequest,
): Promise<UserMessage | undefined> {
  if (regenerateQuestionId === undefined) return undefined;
  if (questionId !== undefined) throw new AppError('invalid_request', 'A question that is answered again keeps its id', { field: 'questionId' });
  const question = await findQuestion(database, conversationId, regenerateQuestionId);
  if (!question)
    throw new AppError('not_found', `There is no question ${regenerateQuestionId} in this conversation`, { field: 'regenerateQuestionId' });
  if (question.text !== text)
    throw new AppError('invalid_request', 'text must equal the question that is answered again', { field: 'text' });
  return question;
}

/** The last exchanges, as many as were chosen; their questions as the model was asked them, where they are translated for it. */
async function recall(database: Database, exchanges: readonly StoredExchange[], { historyTurns, translateTo }: Decision['choice']): Promise<Exchange[]> {
  const recent = lastAnswered(exchanges, historyTurns);
  const answerIds = recent.flatMap(({ answerId }) => answerId ?? []);
  const translated = translateTo ? await listTranslatedQuestions(database, answerIds) : new Map<string, string>();
  return recent.map(({ question, answer, questionId }) => ({ question: translated.get(questionId) ?? question, answer }));
}

/**
 * Stores the question, unless an earlier one is answered again, and an empty answer to it, in one transaction.
 * What the turn was asked to run with becomes the conversation's choice, and its first question names it.
 * The exchanges before it are those of its branch.
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
  const parentId = answerToFollow(messages, request, asked, conversation.shownMessageId);
  const decided = await decide(conversation.options);
  const earlier = await recall(database, exchangesTo(messages, parentId), decided.choice);

  const question = asked ?? newQuestion(request.text, { id: request.questionId, parentId });
  const start = startOf(conversationId, question, decided);
  const stored = database.writeSql(async (sql) => {
    await touchConversation(sql, conversationId, {
      title: conversation.title || titleFrom(request.text),
      options: decided.options,
      shownMessageId: start.answerId,
    });
    await appendMessages(sql, conversationId, [...(asked ? [] : [question]), emptyAnswer(start)]);
    failpoint('turns.open');
  });
  await stored.catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'Another message has this id', { field: 'questionId' }, { cause: error });
  });
  return { ...decided, start, earlier };
}
