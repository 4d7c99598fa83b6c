import { type Database, isUniqueViolation } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { getConversation, insertConversation } from './conversation.repository.ts';

/** Makes sure that there is a conversation with an id that a program has chosen. @throws AppError not_found when it is somebody else's */
export async function openNamedConversation(database: Database, principal: Principal, id: string): Promise<void> {
  try {
    await getConversation(database, principal, id);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    await insertConversation(database, principal, id, { title: '' }).catch(async (problem: unknown) => {
      if (!isUniqueViolation(problem)) throw problem;
      await getConversation(database, principal, id);
    });
  }
}
