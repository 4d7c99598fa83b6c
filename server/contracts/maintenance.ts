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

/** What can disagree. Each can be put right, but an original that is gone or damaged: its file has to be uploaded again. */
export const FindingKind = z.enum([
  'original-missing',
  'original-damaged',
  'pending-missing',
  'original-without-document',
  'tables-without-document',
  'text-missing',
  'text-without-document',
  'chunk-without-document',
  'chunk-count-wrong',
  'ready-without-chunks',
  'span-wrong',
  'chunk-without-keywords',
  'keywords-without-chunk',
  'keywords-damaged',
  'chunk-without-vector',
  'vector-damaged',
  'vector-without-chunk',
  'index-without-chunk',
  'chunk-without-index',
  'edit-without-document',
  'parent-missing',
  'job-without-document',
]);
export type FindingKind = z.infer<typeof FindingKind>;

export const Finding = z.object({
  kind: FindingKind,
  /** Empty for what belongs to none. */
  knowledgeBaseId: z.string(),
  /** Id of the document, original, chunk, edit, job or vector it is about. */
  subject: z.string(),
});
export type Finding = z.infer<typeof Finding>;

export const DoctorRequest = z.strictObject({
  /** Puts right what can be. */
  repair: z.boolean().default(false),
  /** Also reads every original and compares it with its checksum. */
  deep: z.boolean().default(false),
});
export type DoctorRequest = z.infer<typeof DoctorRequest>;

export const findingsListedLimit = 1_000;

export const DoctorReport = z.object({
  /** How many there are of each kind. */
  counts: z.partialRecord(FindingKind, z.number().int()),
  /** The first of them. */
  findings: z.array(Finding).max(findingsListedLimit),
  /** How many were put right, or are being: a document that is read again is done when it is ready. */
  repaired: z.number().int(),
});
export type DoctorReport = z.infer<typeof DoctorReport>;

const importedText = z.string().max(100_000);
/** A conversation of another system. Its ids are made from those it had, so that importing it again adds nothing. */
export const ImportedConversation = z.strictObject({
  id: z.uuid(),
  title: z.string().trim().max(120),
  createdAt: z.iso.datetime(),
  turns: z
    .array(
      z.strictObject({
        questionId: z.uuid(),
        answerId: z.uuid(),
        question: importedText,
        answer: importedText,
        createdAt: z.iso.datetime(),
        feedback: z.strictObject({ score: z.number().int().min(0).max(100), reason: z.string().max(1_000) }).optional(),
      }),
    )
    .min(1)
    .max(1_000),
});
export type ImportedConversation = z.infer<typeof ImportedConversation>;

export const ImportConversations = z.strictObject({ conversations: z.array(ImportedConversation).min(1).max(100) });
export type ImportConversations = z.infer<typeof ImportConversations>;
export const ImportConversationsResponse = z.object({ added: z.number().int(), known: z.number().int() });
export type ImportConversationsResponse = z.infer<typeof ImportConversationsResponse>;
