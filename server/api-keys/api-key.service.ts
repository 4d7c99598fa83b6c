import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type ApiKey, apiKeyPrefix, apiKeysLimit, type CreateApiKey, type CreatedApiKey } from '#contracts/api-key';
import { requireKnowledgeBase } from '../knowledge-bases/knowledge-base.service.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { localAdministrator, type Principal } from '../platform/principal.ts';
import { findApiKeyByHash, insertApiKey, listApiKeys, listWidgetOrigins, noteApiKeyUse, removeApiKey } from './api-key.repository.ts';

type Context = { database: Database };

const keyBytes = 32;
/** How exactly the last use is told. */
const useNotedEveryMs = 60_000;
const bearer = new RegExp(`^Bearer\\s+(${apiKeyPrefix}\\S{1,200})$`, 'i');
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/** Keys are given out by people: one that leaked must not make others. */
function refuseKeys({ apiKey }: Principal): void {
  if (apiKey) throw new AppError('forbidden', 'API keys are made and revoked without one', { field: 'authorization' });
}

/** @throws AppError not_found for an unknown knowledge base, conflict when there are too many */
export async function createApiKey(context: Context, principal: Principal, input: CreateApiKey): Promise<CreatedApiKey> {
  refuseKeys(principal);
  for (const id of input.knowledgeBaseIds) await requireKnowledgeBase(context, principal, id);
  if ((await listApiKeys(context.database, principal)).length >= apiKeysLimit) {
    throw new AppError('conflict', `There are ${apiKeysLimit} API keys already`, { hint: 'Revoke those that are not used any more.' });
  }
  const key = apiKeyPrefix + randomBytes(keyBytes).toString('base64url');
  return { ...(await insertApiKey(context.database, principal, randomUUID(), hashOf(key), input)), key };
}

export function listOwnApiKeys({ database }: Context, principal: Principal): Promise<ApiKey[]> {
  refuseKeys(principal);
  return listApiKeys(database, principal);
}

/** From here on it opens nothing. @throws AppError not_found */
export async function revokeApiKey({ database }: Context, principal: Principal, id: string): Promise<void> {
  refuseKeys(principal);
  if (!(await removeApiKey(database, principal, id))) throw new AppError('not_found', `API key ${id} does not exist`);
}

/** Whether some widget may be used on pages of this origin. A browser asks before it sends the key. */
export async function isWidgetOrigin({ database }: Context, origin: string): Promise<boolean> {
  return (await listWidgetOrigins(database)).has(origin);
}

/** The key of a request, with its owner. @throws AppError unauthenticated */
export async function requireApiKey({ database }: Context, key: string): Promise<ApiKey & { ownerId: string }> {
  const found = await findApiKeyByHash(database, hashOf(key));
  if (found) return found;
  throw new AppError('unauthenticated', 'This API key is not known here', {
    field: 'authorization',
    hint: 'It may have been revoked. Make a new one in Settings > API keys.',
  });
}

/**
 * Tells by its Authorization header on whose behalf a request is made: of the key's owner, or, without one of our keys, of the
 * administrator of this machine. Tokens of other kinds are what clients send that must send something.
 */
export function identifyByApiKey(context: Context): (authorization: string | undefined) => Promise<Principal> {
  return async (authorization = '') => {
    const [, key] = bearer.exec(authorization) ?? [];
    if (key === undefined) return localAdministrator;
    const { id, kind, origins, ownerId, knowledgeBaseIds, lastUsedAt } = await requireApiKey(context, key);
    if (lastUsedAt === undefined || Date.now() - Date.parse(lastUsedAt) > useNotedEveryMs) await noteApiKeyUse(context.database, id);
    return { userId: ownerId, apiKey: { id, kind, origins }, ...(knowledgeBaseIds.length > 0 && { allowedKnowledgeBaseIds: knowledgeBaseIds }) };
  };
}
