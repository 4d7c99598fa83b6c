import { randomUUID } from 'node:crypto';
import type { Conversation, ConversationDetail, CreateConversation } from '#contracts/conversation';
import type { Database } from '../platform/database.ts';
import type { Principal } from '../platform/principal.ts';
import { deleteConversation, getConversation, insertConversation } from './conversation.repository.ts';
import { listMessages } from './message.repository.ts';

/** The part of the running turns that conversations need. */
export type RunningTurns = { stopConversation(conversationId: string): void };

export function createConversation(database: Database, principal: Principal, input: CreateConversation): Promise<Conversation> {
  return insertConversation(database, principal, randomUUID(), input);
}

/** @throws AppError not_found */
export async function getConversationDetail(database: Database, principal: Principal, id: string): Promise<ConversationDetail> {
  const conversation = await getConversation(database, principal, id);
  const messages = await listMessages(database, principal, id);
  const active = messages.findLast((message) => message.role === 'assistant' && message.status === 'streaming');
  return { ...conversation, messages, activeTurnId: active?.role === 'assistant' ? active.turnId : undefined };
}

/** Removes a conversation and stops what is still being answered in it. @throws AppError not_found */
export async function removeConversation(
  context: { database: Database; turns: RunningTurns },
  principal: Principal,
  id: string,
): Promise<void> {
  await deleteConversation(context.database, principal, id);
  context.turns.stopConversation(id);
}
