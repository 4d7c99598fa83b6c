import type { ImportConversationsResponse, ImportedConversation } from '#contracts/maintenance';
import type { AppContext } from '../context.ts';
import { isUniqueViolation, type Transaction } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import type { Sql } from '../platform/sql.ts';
import { appendMessages } from './message.repository.ts';

async function insert(transaction: Transaction, sql: Sql, { userId: ownerId }: Principal, { id, title, createdAt, turns }: ImportedConversation): Promise<void> {
  await transaction.conversation.create({ data: { id, ownerId, title, createdAt: new Date(createdAt) } });
  for (const [index, turn] of turns.entries()) {
    const parentId = turns[index - 1]?.answerId;
    const question = { id: turn.questionId, role: 'user' as const, text: turn.question, parentId, createdAt: turn.createdAt };
    const answer = {
      id: turn.answerId,
      role: 'assistant' as const,
      turnId: turn.answerId,
      questionId: turn.questionId,
      text: turn.answer,
      status: 'complete' as const,
      mode: 'llm' as const,
      model: '',
      sources: [],
      unsupportedClaims: [],
      createdAt: turn.createdAt,
    };
    await appendMessages(sql, id, [question, answer]);
    if (turn.feedback) await transaction.feedback.create({ data: { messageId: turn.answerId, ...turn.feedback } });
  }
}

/** Adds conversations of another system; those that were imported before are left as they are. */
export async function importConversations({ database }: Pick<AppContext, 'database'>, principal: Principal, conversations: readonly ImportedConversation[]): Promise<ImportConversationsResponse> {
  let added = 0;
  for (const conversation of conversations) {
    added += await database.write(async (transaction, sql) => {
      if (await transaction.conversation.findUnique({ where: { id: conversation.id }, select: { id: true } })) return 0;
      await insert(transaction, sql, principal, conversation);
      return 1;
    }).catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      throw new AppError('conflict', 'A message of this conversation belongs to another one already', { field: 'conversations' }, { cause: error });
    });
  }
  return { added, known: conversations.length - added };
}
