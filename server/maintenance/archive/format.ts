import { z } from 'zod';

/** Grows when a reader of today could not read what is written. */
export const archiveVersion = 1;
export const headerName = 'backup.json';
export const manifestName = 'manifest.json';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The first entry: whether this is an archive of ours, and one that can be read, is known before anything else. */
export const ArchiveHeader = z.object({
  format: z.literal('lectern-backup'),
  version: z.number().int().min(1),
  kind: z.enum(['knowledge-base', 'system']),
  createdAt: z.iso.datetime(),
  knowledgeBases: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type ArchiveHeader = z.infer<typeof ArchiveHeader>;

/** The last entry: every other one with its size and checksum, and how many rows there are of each kind. */
export const Manifest = z.strictObject({
  entries: z.array(z.strictObject({ name: z.string(), bytes: z.number().int().min(0), sha256: Sha256 })),
  rows: z.record(z.string(), z.number().int().min(0)),
  /** Originals that were gone, or not what they had been, when the backup was made. */
  damagedOriginals: z.array(z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

/** Rows of one table, as JSON lines, compressed: `knowledge-bases/<id>/chunks-000001.jsonl.gz`. */
const rowsPattern = new RegExp(`^(knowledge-bases/(${uuid})|system)/([A-Z][A-Za-z]+)-(\\d{6})\\.jsonl\\.gz$`);
const originalPattern = new RegExp(`^knowledge-bases/(${uuid})/originals/(${uuid})$`);

export type ArchiveEntry =
  | { kind: 'header' }
  | { kind: 'manifest' }
  | { kind: 'rows'; scope: string; table: string; part: number }
  | { kind: 'original'; knowledgeBaseId: string; originalId: string };

export const scopeOf = (knowledgeBaseId: string) => `knowledge-bases/${knowledgeBaseId}`;
export const systemScope = 'system';
export const rowsName = (scope: string, table: string, part: number) => `${scope}/${table}-${String(part).padStart(6, '0')}.jsonl.gz`;
export const originalName = (knowledgeBaseId: string, originalId: string) => `${scopeOf(knowledgeBaseId)}/originals/${originalId}`;

/** What an entry of this name is; undefined for every name that this program does not write. */
export function findEntry(name: string): ArchiveEntry | undefined {
  if (name === headerName) return { kind: 'header' };
  if (name === manifestName) return { kind: 'manifest' };
  const rows = rowsPattern.exec(name);
  if (rows) return { kind: 'rows', scope: rows[1]!, table: rows[3]!, part: Number(rows[4]) };
  const original = originalPattern.exec(name);
  return original ? { kind: 'original', knowledgeBaseId: original[1]!, originalId: original[2]! } : undefined;
}
