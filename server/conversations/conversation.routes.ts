import { Conversation, ConversationDetail, ConversationQuery, CreateConversation, UpdateConversation } from '#contracts/conversation';
import { ConversationEvent } from '#contracts/conversation-event';
import { Feedback, FeedbackRequest } from '#contracts/message';
import { FoundExchange, MessageQuery } from '#contracts/message-search';
import { listOf } from '#contracts/pagination';
import { handled, IdParams, route, type Route } from '../platform/http.ts';
import { sendEvents } from '../platform/sse.ts';
import { listConversations } from './conversation.repository.ts';
import {
  changeConversation,
  clearMessages,
  type ConversationContext,
  createConversation,
  followConversation,
  getConversationDetail,
  rate,
  removeConversation,
} from './conversation.service.ts';
import { exportMarkdown } from './export-markdown.ts';
import { searchMessages } from './message-search.repository.ts';

/** A file name for a title, in the form that keeps Chinese (RFC 8187). */
function attachmentOf(title: string): string {
  const name = `${title.replace(/[/\\\p{Cc}]/gu, ' ').trim() || 'conversation'}.md`;
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="conversation.md"; filename*=UTF-8''${encoded}`;
}

export function conversationRoutes(context: ConversationContext): Route[] {
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
      summary: 'List conversations that something was asked in, newest first; query looks into titles and messages',
      query: ConversationQuery,
      responds: listOf(Conversation),
      handle: ({ principal, query }) => listConversations(database, principal, query),
    }),
    route({
      method: 'get',
      path: '/api/conversations/:id',
      summary: 'Get a conversation with the messages of all its branches',
      params: IdParams,
      responds: ConversationDetail,
      handle: ({ principal, params }) => getConversationDetail(database, principal, params.id),
    }),
    route({
      method: 'patch',
      path: '/api/conversations/:id',
      summary: 'Rename a conversation, change what its next turns run with, or show another branch of it',
      params: IdParams,
      body: UpdateConversation,
      responds: Conversation,
      handle: ({ principal, params, body }) => changeConversation(context, principal, params.id, body),
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
      method: 'post',
      path: '/api/conversations/:id/clear',
      summary: 'Remove all messages of a conversation; its title and what its turns run with stay',
      params: IdParams,
      responds: Conversation,
      handle: ({ principal, params }) => clearMessages(context, principal, params.id),
    }),
    route({
      method: 'get',
      path: '/api/conversations/:id/events',
      summary: 'What happens to a conversation from now on, so that two windows stay in step',
      params: IdParams,
      produces: 'text/event-stream',
      responds: ConversationEvent,
      async handle({ principal, params, signal, raw }) {
        await sendEvents(raw.response, await followConversation(context, principal, params.id, signal), signal);
        return handled;
      },
    }),
    route({
      method: 'get',
      path: '/api/messages',
      summary: 'Find answers and their questions in all conversations, newest first; white space in what is looked for stands for any text',
      query: MessageQuery,
      responds: listOf(FoundExchange),
      handle: ({ principal, query }) => searchMessages(database, principal, query),
    }),
    route({
      method: 'get',
      path: '/api/conversations/:id/export.md',
      summary: 'The branch of a conversation that is shown, as Markdown with its sources',
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
      handle: ({ principal, params, body }) => rate(context, principal, params.id, body),
    }),
  ];
}
