/**
 * On whose behalf something is done. Every repository takes one; there is no unscoped look-up. Who came with a key may be
 * allowed some of the owner's knowledge bases only, and is named by it.
 */
export type Principal = {
  userId: string;
  allowedKnowledgeBaseIds?: readonly string[];
  /** `origins`: of the pages that a widget's key may be used on. */
  apiKey?: { id: string; kind: 'program' | 'widget'; origins: readonly string[] };
};

/** Until people sign in, everybody at this machine is its administrator. */
export const localAdministrator: Principal = { userId: 'local' };

/** The knowledge bases that a principal may reach, as a condition on their rows. */
export function knowledgeBasesOf({ userId, allowedKnowledgeBaseIds }: Principal): { ownerId: string; id?: { in: string[] } } {
  return allowedKnowledgeBaseIds ? { ownerId: userId, id: { in: [...allowedKnowledgeBaseIds] } } : { ownerId: userId };
}
