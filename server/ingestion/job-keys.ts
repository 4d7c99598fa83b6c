/** Jobs with one key never run at the same time. */
export const ingestKey = (documentId: string) => `document:${documentId}`;
export const rebuildKey = (knowledgeBaseId: string) => `rebuild:${knowledgeBaseId}`;
