import { randomUUID } from 'node:crypto';
import type { Conversation, ConversationDetail, CreateConversation, UpdateConversation } from '#contracts/conversation';
import type { ConversationEvent } from '#contracts/conversation-event';
import type { Feedback, FeedbackRequest } from '#contracts/message';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import type { ConversationFeed } from './conversation-feed.ts';
import { clearConversation, deleteConversation, getConversation, insertConversation, updateConversation } from './conversation.repository.ts';
import { findActiveTurnId, hasMessage, listMessages, rateAnswer } from './message.repository.ts';

/** The part of the running turns that conversations need. */
export type RunningTurns = { stopConversation(conversationId: string): void };
export type ConversationContext = { database: Database; turns: RunningTurns; conversationFeed: ConversationFeed };

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

/** @throws AppError not_found */
export async function changeConversation(
  { database, conversationFeed }: ConversationContext,
  principal: Principal,
  id: string,
  change: UpdateConversation,
): Promise<Conversation> {
  const { shownMessageId } = change;
  if (shownMessageId !== undefined && !(await hasMessage(database, principal, id, shownMessageId))) {
    throw new AppError('not_found', `There is no message ${shownMessageId} in this conversation`, { field: 'shownMessageId' });
  }
  const changed = await updateConversation(database, principal, id, change);
  conversationFeed.tell(id, { type: 'changed' });
  return changed;
}

/** Removes what was said, and stops what is still being answered. Title, choice and persona stay. @throws AppError not_found */
export async function clearMessages(context: ConversationContext, principal: Principal, id: string): Promise<Conversation> {
  const cleared = await clearConversation(context.database, principal, id);
  context.turns.stopConversation(id);
  context.conversationFeed.tell(id, { type: 'cleared' });
  return cleared;
}

/** Removes a conversation and stops what is still being answered in it. @throws AppError not_found */
export async function removeConversation(context: ConversationContext, principal: Principal, id: string): Promise<void> {
  await deleteConversation(context.database, principal, id);
  context.turns.stopConversation(id);
  context.conversationFeed.tell(id, { type: 'deleted' });
}

/** @throws AppError not_found when there is no such answer */
export async function rate({ database, conversationFeed }: ConversationContext, principal: Principal, messageId: string, given: FeedbackRequest): Promise<Feedback> {
  const { conversationId, ...feedback } = await rateAnswer(database, principal, messageId, given);
  conversationFeed.tell(conversationId, { type: 'rated', messageId });
  return feedback;
}

/** What happens to a conversation from now on. @throws AppError not_found, rate_limited */
export async function followConversation(
  { database, conversationFeed }: ConversationContext,
  principal: Principal,
  id: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<ConversationEvent>> {
  await getConversation(database, principal, id);
  return conversationFeed.follow(id, async () => ({ type: 'in-step', activeTurnId: await findActiveTurnId(database, id) }), signal);
}
