import type { AssistantMessage, Feedback, FeedbackRequest, Message, MessageStatus, UserMessage } from '#contracts/message';
import type { Prisma } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { knowledgeBasesOf, type Principal } from '../platform/principal.ts';
import type { Sql } from '../platform/sql.ts';
import { documentIdsOf, withoutGoneDocuments } from './gone-documents.ts';

type Row = Prisma.MessageGetPayload<{ include: { feedback: true } }>;

const ownColumns = ['id', 'role', 'turnId', 'questionId', 'text', 'status', 'feedback', 'createdAt'] as const;
/** What of an answer has no column of its own, kept as JSON in one; its place in a queue is of no interest later. */
type AnswerColumn = Omit<AssistantMessage, (typeof ownColumns)[number] | 'place'>;
const keptElsewhere: ReadonlySet<string> = new Set([...ownColumns, 'place']);

function answerColumnOf(answer: AssistantMessage): string {
  return JSON.stringify(Object.fromEntries(Object.entries(answer).filter(([key]) => !keptElsewhere.has(key))));
}

function toUserMessage(row: Row): UserMessage {
  return { id: row.id, role: 'user', text: row.text, parentId: row.parentId ?? undefined, createdAt: row.createdAt.toISOString() };
}

function toAnswer(row: Row): AssistantMessage {
  return {
    ...(JSON.parse(row.answer ?? '{}') as AnswerColumn),
    id: row.id,
    role: 'assistant',
    turnId: row.turnId ?? '',
    questionId: row.questionId ?? '',
    text: row.text,
    status: row.status as MessageStatus,
    feedback: row.feedback ? { score: row.feedback.score, reason: row.feedback.reason } : undefined,
    createdAt: row.createdAt.toISOString(),
  };
}

const fromRow = (row: Row): Message => (row.role === 'user' ? toUserMessage(row) : toAnswer(row));
const owned = (principal: Principal) => ({ conversation: { ownerId: principal.userId } });

/** Which of the documents that answers rest on can still be read by this person. */
async function listReadableDocumentIds(database: Database, principal: Principal, messages: readonly Message[]): Promise<Set<string>> {
  const ids = new Set(messages.flatMap((message) => (message.role === 'assistant' ? documentIdsOf(message) : [])));
  const where = { id: { in: [...ids] }, knowledgeBase: knowledgeBasesOf(principal) };
  const rows = ids.size === 0 ? [] : await database.client.document.findMany({ where, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

/** The messages of a conversation in order; what they quote of documents that are gone is left out. */
export async function listMessages(database: Database, principal: Principal, conversationId: string): Promise<Message[]> {
  const rows = await database.client.message.findMany({
    where: { conversationId, ...owned(principal) },
    include: { feedback: true },
    orderBy: { position: 'asc' },
  });
  const messages = rows.map(fromRow);
  const readable = await listReadableDocumentIds(database, principal, messages);
  return messages.map((message) => (message.role === 'assistant' ? withoutGoneDocuments(message, readable) : message));
}

/** A message without what an answer rests on, which may be large. */
export type MessageOutline = Pick<Row, 'id' | 'role' | 'text' | 'parentId' | 'questionId' | 'status'>;

export function listOutlines({ sql }: Database, principal: Principal, conversationId: string): Promise<MessageOutline[]> {
  return sql.query<MessageOutline>(
    `SELECT id, role, text, "parentId", "questionId", status FROM "Message"
     WHERE "conversationId" = (SELECT id FROM "Conversation" WHERE id = ? AND "ownerId" = ?) ORDER BY position`,
    [conversationId, principal.userId],
  );
}

/** Questions as they were put to the model, by their id, where they were translated for it. */
export async function listTranslatedQuestions(database: Database, answerIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await database.client.message.findMany({ where: { id: { in: [...answerIds] } }, include: { feedback: true } });
  const translated = rows.map(toAnswer).flatMap(({ questionId, translations }) => {
    const question = translations?.question;
    return question && !question.failure ? [[questionId, question.text] as const] : [];
  });
  return new Map(translated);
}

export async function hasMessage(database: Database, principal: Principal, conversationId: string, id: string): Promise<boolean> {
  return (await database.client.message.count({ where: { id, conversationId, ...owned(principal) } })) > 0;
}

/** The turn whose answer is still being written. */
export async function findActiveTurnId(database: Database, conversationId: string): Promise<string | undefined> {
  const where = { conversationId, status: 'streaming' };
  const row = await database.client.message.findFirst({ where, select: { turnId: true }, orderBy: { position: 'desc' } });
  return row?.turnId ?? undefined;
}

/** The newest turn that answers a question with this id. */
export async function findTurnOf(database: Database, conversationId: string, questionId: string): Promise<{ turnId: string } | undefined> {
  const where = { conversationId, questionId, role: 'assistant' };
  const row = await database.client.message.findFirst({ where, select: { turnId: true }, orderBy: { position: 'desc' } });
  return row?.turnId ? { turnId: row.turnId } : undefined;
}

export async function findQuestion(database: Database, conversationId: string, id: string): Promise<UserMessage | undefined> {
  const row = await database.client.message.findFirst({ where: { id, conversationId, role: 'user' }, include: { feedback: true } });
  return row ? toUserMessage(row) : undefined;
}

/** Adds messages at the end of a conversation, in their order; they are only ever added in the write queue. */
export async function appendMessages(sql: Sql, conversationId: string, messages: readonly (UserMessage | AssistantMessage)[]): Promise<void> {
  for (const message of messages) {
    const { id, role, text, createdAt } = message;
    const answer = message.role === 'assistant' ? message : undefined;
    const parentId = message.role === 'user' ? message.parentId : undefined;
    await sql.execute(
      `INSERT INTO "Message" (id, "conversationId", position, role, text, "parentId", "questionId", "turnId", status, answer, "createdAt")
       VALUES (?, ?, (SELECT COALESCE(MAX(position) + 1, 0) FROM "Message" WHERE "conversationId" = ?), ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[id, conversationId, conversationId, role, text, parentId ?? null],
        ...[answer?.questionId ?? null, answer?.turnId ?? null, answer?.status ?? null, answer ? answerColumnOf(answer) : null, new Date(createdAt)],
      ],
    );
  }
}

/** Stores answers as they are now, all in one transaction; those whose conversation is gone are passed over. */
export async function updateAnswers(database: Database, answers: readonly AssistantMessage[]): Promise<void> {
  await database.writeSql(async (sql) => {
    for (const answer of answers) {
      const { id, text, status } = answer;
      await sql.execute('UPDATE "Message" SET text = ?, status = ?, answer = ? WHERE id = ?', [text, status, answerColumnOf(answer), id]);
    }
  });
}

const textsPerStatement = 1_000;

/** Stores how far these texts have come, all in one transaction. */
export async function updateAnswerTexts(database: Database, answers: readonly AssistantMessage[]): Promise<void> {
  await database.writeSql(async (sql) => {
    for (let from = 0; from < answers.length; from += textsPerStatement) {
      const slice = answers.slice(from, from + textsPerStatement);
      const values = slice.map(() => '(?, ?)').join(', ');
      const params = slice.flatMap(({ id, text }) => [id, text]);
      await sql.execute(`UPDATE "Message" SET text = changed.column2 FROM (VALUES ${values}) AS changed WHERE id = changed.column1`, params);
    }
  });
}

/** Answers that a dead server left in the middle. @returns how many there were */
export async function interruptUnfinishedAnswers(database: Database): Promise<number> {
  const unfinished = { where: { status: 'streaming' }, data: { status: 'interrupted' } };
  return (await database.write((transaction) => transaction.message.updateMany(unfinished))).count;
}

/** The question and answer of a turn, with the conversation they belong to. */
export type StoredTurn = { conversationId: string; question: UserMessage; answer: AssistantMessage };

/** @throws AppError not_found */
export async function getTurn(database: Database, principal: Principal, turnId: string): Promise<StoredTurn> {
  const answer = await database.client.message.findFirst({ where: { turnId, ...owned(principal) }, include: { feedback: true } });
  const question =
    answer?.questionId && (await database.client.message.findUnique({ where: { id: answer.questionId }, include: { feedback: true } }));
  if (!answer || !question) throw new AppError('not_found', `Turn ${turnId} does not exist`);
  const message = toAnswer(answer);
  const readable = await listReadableDocumentIds(database, principal, [message]);
  return { conversationId: answer.conversationId, question: toUserMessage(question), answer: withoutGoneDocuments(message, readable) };
}

/** Tells besides which conversation the answer belongs to. @throws AppError not_found when there is no such answer */
export async function rateAnswer(
  database: Database,
  principal: Principal,
  messageId: string,
  feedback: FeedbackRequest,
): Promise<Feedback & { conversationId: string }> {
  return database.write(async (transaction) => {
    const answer = await transaction.message.findFirst({ where: { id: messageId, role: 'assistant', ...owned(principal) } });
    if (!answer) throw new AppError('not_found', `There is no answer ${messageId}`);
    const { score, reason } = await transaction.feedback.upsert({
      where: { messageId },
      create: { messageId, ...feedback },
      update: feedback,
    });
    return { score, reason, conversationId: answer.conversationId };
  });
}
