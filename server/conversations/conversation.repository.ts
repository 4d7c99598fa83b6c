import {
  TurnOptions,
  type Conversation,
  type ConversationQuery,
  type CreateConversation,
  type UpdateConversation,
} from '#contracts/conversation';
import type { List } from '#contracts/pagination';
import { type Prisma } from '../generated/prisma/client.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import type { Sql } from '../platform/sql.ts';

const withCount = { _count: { select: { messages: true } } } as const;
type Row = Prisma.ConversationGetPayload<{ include: typeof withCount }>;

function fromRow(row: Row): Conversation {
  return {
    id: row.id,
    title: row.title,
    options: TurnOptions.parse(JSON.parse(row.options)),
    messageCount: row._count.messages,
    shownMessageId: row.shownMessageId ?? undefined,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export async function insertConversation(
  database: Database,
  principal: Principal,
  id: string,
  input: CreateConversation,
): Promise<Conversation> {
  const data = { id, ownerId: principal.userId, title: input.title, options: JSON.stringify(input.options ?? {}) };
  return fromRow(await database.write((transaction) => transaction.conversation.create({ data, include: withCount })));
}

type PlainRow = Omit<Row, '_count'> & { messageCount: number };

/** @throws AppError not_found */
export async function getConversation({ sql }: Database, principal: Principal, id: string): Promise<Conversation> {
  const [row] = await sql.query<PlainRow>(
    `SELECT *, (SELECT count(*) FROM "Message" WHERE "conversationId" = "Conversation".id) AS "messageCount" FROM "Conversation" WHERE id = ? AND "ownerId" = ?`,
    [id, principal.userId],
  );
  if (!row) throw new AppError('not_found', `Conversation ${id} does not exist`);
  return fromRow({ ...row, _count: { messages: row.messageCount } });
}

/** Begun, but nothing was asked in it: of a question that could not be. */
const isBlank = { title: '', messages: { none: {} } };

/** Newest first, without those that nothing was asked in. `query` is looked for in titles and messages. */
export async function listConversations(
  database: Database,
  principal: Principal,
  { query, page, pageSize }: ConversationQuery,
): Promise<List<Conversation>> {
  const holdsQuery = query ? { OR: [{ title: { contains: query } }, { messages: { some: { text: { contains: query } } } }] } : {};
  const where = { ownerId: principal.userId, NOT: isBlank, ...holdsQuery };
  const [rows, total] = await Promise.all([
    database.client.conversation.findMany({
      where,
      include: withCount,
      orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    database.client.conversation.count({ where }),
  ]);
  return { items: rows.map(fromRow), total };
}

/** @throws AppError not_found */
export async function updateConversation(
  database: Database,
  principal: Principal,
  id: string,
  { title, options, shownMessageId }: UpdateConversation,
): Promise<Conversation> {
  const data = { title, options: options && JSON.stringify(options), shownMessageId };
  await database.write((transaction) => transaction.conversation.updateMany({ where: { id, ownerId: principal.userId }, data }));
  return getConversation(database, principal, id);
}

/** Within the transaction that adds messages: what changes with them; it becomes the newest. @throws AppError not_found */
export async function touchConversation(
  sql: Sql,
  id: string,
  { title, options, shownMessageId }: { title: string; options: TurnOptions; shownMessageId: string },
): Promise<void> {
  const changed = await sql.execute('UPDATE "Conversation" SET title = ?, options = ?, "shownMessageId" = ?, "updatedAt" = ? WHERE id = ?', [
    title,
    JSON.stringify(options),
    shownMessageId,
    new Date(),
    id,
  ]);
  if (changed === 0) throw new AppError('not_found', `Conversation ${id} does not exist`);
}

/** Removes its messages; title and options stay. @throws AppError not_found */
export async function clearConversation(database: Database, principal: Principal, id: string): Promise<Conversation> {
  await database.write(async (transaction) => {
    const { count } = await transaction.conversation.updateMany({ where: { id, ownerId: principal.userId }, data: { shownMessageId: null } });
    if (count === 0) throw new AppError('not_found', `Conversation ${id} does not exist`);
    await transaction.message.deleteMany({ where: { conversationId: id } });
  });
  return getConversation(database, principal, id);
}

/** Removes it with its messages. @throws AppError not_found */
export async function deleteConversation(database: Database, principal: Principal, id: string): Promise<void> {
  const { count } = await database.write((transaction) =>
    transaction.conversation.deleteMany({ where: { id, ownerId: principal.userId } }),
  );
  if (count === 0) throw new AppError('not_found', `Conversation ${id} does not exist`);
}
