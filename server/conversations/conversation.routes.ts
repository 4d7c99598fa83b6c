import { Conversation, ConversationDetail, ConversationQuery, CreateConversation, UpdateConversation } from '#contracts/conversation';
import { Feedback, FeedbackRequest } from '#contracts/message';
import { listOf } from '#contracts/pagination';
import type { Database } from '../platform/database.ts';
import { IdParams, route, type Route } from '../platform/http.ts';
import { listConversations, updateConversation } from './conversation.repository.ts';
import { createConversation, getConversationDetail, removeConversation, type RunningTurns } from './conversation.service.ts';
import { exportMarkdown } from './export-markdown.ts';
import { rateAnswer } from './message.repository.ts';

/** A file name for a title, in the form that keeps Chinese (RFC 8187). */
function attachmentOf(title: string): string {
  const name = `${title.replace(/[/\\\p{Cc}]/gu, ' ').trim() || 'conversation'}.md`;
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="conversation.md"; filename*=UTF-8''${encoded}`;
}

export function conversationRoutes(context: { database: Database; turns: RunningTurns }): Route[] {
  const { database } = context;
  return [
    route({
      method: 'post',
      path: '/api/conversations',
      summary: 'Begin a conversation',
      body: CreateConversation,
      status: 201,
      responds: Conversation,
      handle: ({ principal, body }) => createConversation(database, principal, body),
    }),
    route({
      method: 'get',
      path: '/api/conversations',
      summary: 'List conversations, newest first; query looks into titles and messages',
      query: ConversationQuery,
      responds: listOf(Conversation),
      handle: ({ principal, query }) => listConversations(database, principal, query),
    }),
    route({
      method: 'get',
      path: '/api/conversations/:id',
      summary: 'Get a conversation with its messages',
      params: IdParams,
      responds: ConversationDetail,
      handle: ({ principal, params }) => getConversationDetail(database, principal, params.id),
    }),
    route({
      method: 'patch',
      path: '/api/conversations/:id',
      summary: 'Rename a conversation, or change what its next turns run with',
      params: IdParams,
      body: UpdateConversation,
      responds: Conversation,
      handle: ({ principal, params, body }) => updateConversation(database, principal, params.id, body),
    }),
    route({
      method: 'delete',
      path: '/api/conversations/:id',
      summary: 'Delete a conversation',
      params: IdParams,
      status: 204,
      handle: ({ principal, params }) => removeConversation(context, principal, params.id),
    }),
    route({
      method: 'get',
      path: '/api/conversations/:id/export.md',
      summary: 'A conversation as Markdown, with its sources',
      params: IdParams,
      produces: 'text/markdown',
      handle: async ({ principal, params, raw }) => {
        const conversation = await getConversationDetail(database, principal, params.id);
        raw.response.setHeader('Content-Disposition', attachmentOf(conversation.title));
        return exportMarkdown(conversation);
      },
    }),
    route({
      method: 'put',
      path: '/api/messages/:id/feedback',
      summary: 'Rate an answer: 100 is a thumb up, 0 a thumb down',
      params: IdParams,
      body: FeedbackRequest,
      responds: Feedback,
      handle: ({ principal, params, body }) => rateAnswer(database, principal, params.id, body),
    }),
  ];
}
