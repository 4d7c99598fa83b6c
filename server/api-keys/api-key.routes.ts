import { z } from 'zod';
import { ApiKey, CreateApiKey, CreatedApiKey } from '#contracts/api-key';
import type { Database } from '../platform/database.ts';
import { IdParams, route, type Route } from '../platform/http.ts';
import { createApiKey, listOwnApiKeys, revokeApiKey } from './api-key.service.ts';

export function apiKeyRoutes(context: { database: Database }): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/api-keys',
      summary: 'Keys of programs and widgets, without the keys themselves',
      responds: z.object({ items: z.array(ApiKey) }),
      handle: async ({ principal }) => ({ items: await listOwnApiKeys(context, principal) }),
    }),
    route({
      method: 'post',
      path: '/api/api-keys',
      summary: 'Make a key; it is shown this once',
      body: CreateApiKey,
      status: 201,
      responds: CreatedApiKey,
      handle: ({ principal, body }) => createApiKey(context, principal, body),
    }),
    route({
      method: 'delete',
      path: '/api/api-keys/:id',
      summary: 'Revoke a key',
      params: IdParams,
      status: 204,
      handle: ({ principal, params }) => revokeApiKey(context, principal, params.id),
    }),
  ];
}
