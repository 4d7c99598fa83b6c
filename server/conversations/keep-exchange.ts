import { randomUUID } from 'node:crypto';
import type { AssistantMessage, UserMessage } from '#contracts/message';
import type { Database, Transaction } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { touchConversation } from './conversation.repository.ts';
import { appendMessages } from './message.repository.ts';
import { titleFrom } from './open-turn.ts';

const messagesPerConversationLimit = 1_000;

/** Where an exchange is kept: in the conversation with this id, or in the newest with this title; it is begun where there is none. */
export type KeptIn = { conversationId: string } | { title: string };

async function findRoom({ conversation }: Transaction, principal: Principal, into: KeptIn) {
  const where = 'title' in into ? { ownerId: principal.userId, title: into.title } : { id: into.conversationId };
  const found = await conversation.findFirst({ where, orderBy: { createdAt: 'desc' }, include: { _count: { select: { messages: true } } } });
  if (found && found.ownerId !== principal.userId) throw new AppError('not_found', `Conversation ${found.id} does not exist`);
  const isFull = found && found._count.messages >= messagesPerConversationLimit;
  if (isFull && 'conversationId' in into) {
    throw new AppError('conflict', `This conversation has reached ${messagesPerConversationLimit} messages`, { hint: 'Begin a new conversation.' });
  }
  return isFull ? undefined : (found ?? undefined);
}

/**
 * Keeps a question with its ended answer that came about outside of a conversation, so that it can be read and rated.
 * @throws AppError not_found when the conversation is somebody else's; conflict when it is full
 */
export async function keepExchange(
  { database }: { database: Database },
  principal: Principal,
  into: KeptIn,
  { question, answer }: { question: UserMessage; answer: AssistantMessage },
): Promise<void> {
  await database.write(async (transaction, sql) => {
    const found = await findRoom(transaction, principal, into);
    const title = found?.title || ('title' in into ? into.title : titleFrom(question.text));
    const id = found?.id ?? ('title' in into ? randomUUID() : into.conversationId);
    if (!found) await transaction.conversation.create({ data: { id, ownerId: principal.userId, title } });
    const last = await transaction.message.findFirst({ where: { conversationId: id, role: 'assistant' }, orderBy: { position: 'desc' } });
    await appendMessages(sql, id, [{ ...question, parentId: last?.id }, answer]);
    await touchConversation(sql, id, { title, options: JSON.parse(found?.options ?? '{}'), shownMessageId: answer.id });
  });
}
