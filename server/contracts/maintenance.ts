import { z } from 'zod';

export const RestoreQuery = z.object({
  /** Of the new knowledge base. A name that is taken is refused; without one, a number is put behind the name it had. */
  name: z.string().trim().min(1).max(80).regex(/^[^\p{Cc}\p{Cf}/\\]+$/u, 'must not contain slashes or control characters').optional(),
  /** Instead of the model it was built with, if that is not known here. Its vectors are made anew. */
  embeddingModel: z.string().min(1).max(200).optional(),
});
export type RestoreQuery = z.infer<typeof RestoreQuery>;

export const RestoredKnowledgeBase = z.object({ id: z.string(), name: z.string(), documents: z.number().int(), chunks: z.number().int() });
export type RestoredKnowledgeBase = z.infer<typeof RestoredKnowledgeBase>;
