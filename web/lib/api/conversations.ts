import { Conversation, ConversationDetail, type CreateConversation, type UpdateConversation } from '#contracts/conversation';
import { type FeedbackRequest, Feedback } from '#contracts/message';
import { listOf } from '#contracts/pagination';
import { requestJson, send } from './request.ts';

const ConversationList = listOf(Conversation);

export function listConversations(query: { query?: string; page?: number; pageSize?: number }, signal?: AbortSignal) {
  return requestJson(ConversationList, '/api/conversations', { query, signal });
}

export function getConversation(id: string, signal?: AbortSignal) {
  return requestJson(ConversationDetail, `/api/conversations/${id}`, { signal });
}

export function createConversation(body: Partial<CreateConversation>) {
  return requestJson(Conversation, '/api/conversations', { method: 'POST', body });
}

export function updateConversation(id: string, body: UpdateConversation) {
  return requestJson(Conversation, `/api/conversations/${id}`, { method: 'PATCH', body });
}

export async function removeConversation(id: string): Promise<void> {
  await send(`/api/conversations/${id}`, { method: 'DELETE', keepalive: true });
}

/** Removes all its messages; title and choice stay. */
export async function clearConversation(id: string): Promise<void> {
  await send(`/api/conversations/${id}/clear`, { method: 'POST' });
}

/** The newest conversation of exactly this title. */
export async function findConversationByTitle(title: string): Promise<Conversation | undefined> {
  const { items } = await listConversations({ query: title, pageSize: 50 });
  return items.find((each) => each.title === title);
}

/** Address of the conversation as Markdown. */
export function conversationExportPath(id: string): string {
  return `/api/conversations/${id}/export.md`;
}

export function giveFeedback(messageId: string, body: FeedbackRequest) {
  return requestJson(Feedback, `/api/messages/${messageId}/feedback`, { method: 'PUT', body });
}
