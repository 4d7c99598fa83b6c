import { excerptMaxChars, type FoundExchange, type MessageQuery } from '#contracts/message-search';
import type { ChatModeId } from '#contracts/message';
import type { List } from '#contracts/pagination';
import type { Database } from '../platform/database.ts';
import { containing } from '../platform/like-pattern.ts';
import type { Principal } from '../platform/principal.ts';
import type { SqlValue } from '../platform/sql.ts';

type Row = {
  conversationId: string;
  conversationTitle: string;
  questionId: string;
  question: string;
  answerId: string;
  answer: string;
  mode: ChatModeId | null;
  score: number | null;
  reason: string | null;
  createdAt: string | number;
};
type Condition = { sql: string; params: SqlValue[] };

const columns = `conversation.id AS "conversationId", conversation.title AS "conversationTitle", question.id AS "questionId", question.text AS question,
  answer.id AS "answerId", answer.text AS answer, json_extract(answer.answer, '$.mode') AS mode, feedback.score, feedback.reason, answer."createdAt"`;
const tables = `"Message" AS answer JOIN "Message" AS question ON question.id = answer."questionId"
  JOIN "Conversation" AS conversation ON conversation.id = answer."conversationId" LEFT JOIN "Feedback" AS feedback ON feedback."messageId" = answer.id`;

const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '');
const isLike = (column: string) => `${column} LIKE ? ESCAPE '\\'`;

function conditionsOf(principal: Principal, { query, question, answer, reason, minScore, maxScore, hasReason }: MessageQuery): Condition[] {
  const holding = (text: string | undefined, ...columns: string[]): Condition[] => {
    if (!text) return [];
    const pattern = wordsOf(text).map(containing).join('');
    return [{ sql: `(${columns.map(isLike).join(' OR ')})`, params: columns.map(() => pattern) }];
  };
  const when = (isAsked: boolean, sql: string, ...params: SqlValue[]): Condition[] => (isAsked ? [{ sql, params }] : []);
  return [
    { sql: `answer.role = 'assistant' AND conversation."ownerId" = ?`, params: [principal.userId] },
    ...holding(query, 'question.text', 'answer.text'),
    ...holding(question, 'question.text'),
    ...holding(answer, 'answer.text'),
    ...holding(reason, 'feedback.reason'),
    ...when(minScore !== undefined, 'feedback.score >= ?', minScore ?? 0),
    ...when(maxScore !== undefined, 'feedback.score <= ?', maxScore ?? 0),
    ...when(hasReason === true, `feedback.reason <> ''`),
    ...when(hasReason === false, `coalesce(feedback.reason, '') = ''`),
  ];
}

/** The text around the first of the words. */
function excerpt(text: string, looked: string | undefined): string {
  const first = wordsOf(looked ?? '')[0]?.toLowerCase() ?? '';
  const place = Math.max(0, text.toLowerCase().indexOf(first));
  const start = Math.max(0, Math.min(place - excerptMaxChars / 4, text.length - excerptMaxChars));
  const end = start + excerptMaxChars;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}

function toFound({ score, reason, createdAt, mode, question, answer, ...row }: Row, asked: MessageQuery): FoundExchange {
  return {
    ...row,
    question: excerpt(question, asked.question ?? asked.query),
    answer: excerpt(answer, asked.answer ?? asked.query),
    mode: mode ?? 'llm',
    feedback: score === null ? undefined : { score, reason: reason ?? '' },
    createdAt: new Date(createdAt).toISOString(),
  };
}

/** Answers with their questions, of all conversations of a person, newest first. */
export async function searchMessages(database: Database, principal: Principal, asked: MessageQuery): Promise<List<FoundExchange>> {
  const conditions = conditionsOf(principal, asked);
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  const params = conditions.flatMap((condition) => condition.params);
  const { page, pageSize } = asked;
  const [rows, counted] = await Promise.all([
    database.sql.query<Row>(`SELECT ${columns} FROM ${tables} WHERE ${where} ORDER BY answer."createdAt" DESC, answer.position DESC LIMIT ? OFFSET ?`, [
      ...params,
      pageSize,
      (page - 1) * pageSize,
    ]),
    database.sql.query<{ total: number | bigint }>(`SELECT count(*) AS total FROM ${tables} WHERE ${where}`, params),
  ]);
  return { items: rows.map((row) => toFound(row, asked)), total: Number(counted[0]?.total ?? 0) };
}
