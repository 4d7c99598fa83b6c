import { z } from 'zod';

export const tagMaxChars = 60;
export const tagsPerDocumentLimit = 30;
export const metadataLimits = { entries: 30, keyChars: 60, valueChars: 500 } as const;
export const filteredDocumentsLimit = 1_000;

export const Tag = z
  .string()
  .trim()
  .min(1)
  .max(tagMaxChars)
  .regex(/^[^\p{Cc}]+$/u, 'must not contain control characters');

export const MetadataKey = z
  .string()
  .trim()
  .min(1)
  .max(metadataLimits.keyChars)
  .regex(/^[\p{L}\p{N} _.-]+$/u, 'must be of letters, digits, blanks, and _ . -');

export const MetadataValue = z.string().trim().min(1).max(metadataLimits.valueChars);

const fewEntries = (entries: object) => Object.keys(entries).length <= metadataLimits.entries;
export const Metadata = z.record(MetadataKey, MetadataValue).refine(fewEntries, `must have at most ${metadataLimits.entries} entries`);
export type Metadata = z.infer<typeof Metadata>;

/** Which documents are meant: those that fit everything that is said. `*` in a name or a value stands for anything; upper and lower case of Latin letters are one. */
export const DocumentFilter = z.strictObject({
  documentIds: z.array(z.string().min(1).max(64)).min(1).max(filteredDocumentsLimit).optional(),
  /** Documents that have all of them. */
  tags: z.array(Tag).min(1).max(tagsPerDocumentLimit).optional(),
  metadata: Metadata.optional(),
  name: z.string().min(1).max(200).optional(),
});
export type DocumentFilter = z.infer<typeof DocumentFilter>;
