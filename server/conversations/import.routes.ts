import { ImportConversations, ImportConversationsResponse } from '#contracts/maintenance';
import type { AppContext } from '../context.ts';
import { type Route, route } from '../platform/http.ts';
import { importConversations } from './import-conversations.ts';

const bodyBytes = 32 * 1024 * 1024;

export function importRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/maintenance/conversations',
      summary: 'Import conversations of another system; importing them again adds nothing',
      body: ImportConversations,
      bodyBytes,
      responds: ImportConversationsResponse,
      handle: ({ principal, body }) => importConversations(context, principal, body.conversations),
    }),
  ];
}
