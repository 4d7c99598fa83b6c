import type { Finding } from '#contracts/maintenance';
import type { Database } from '../../platform/database.ts';
import { isStrayVector } from '../../retrieval/embedding.repository.ts';
import { findings } from './findings.ts';

type Stray = { id: string | number; knowledgeBaseId: string };

/** Rows that belong to something that is not there. The database forbids most of them, unless it was changed past Lectern. */
const strays: readonly [Finding['kind'], string][] = [
  ['chunk-without-document', 'SELECT id, "knowledgeBaseId" FROM "Chunk" WHERE NOT EXISTS (SELECT 1 FROM "Document" WHERE "Document".id = "Chunk"."documentId")'],
  ['text-without-document', `SELECT "originalId" AS id, '' AS "knowledgeBaseId" FROM "ParsedText" WHERE NOT EXISTS (SELECT 1 FROM "Document" WHERE "Document".id = "ParsedText"."documentId")`],
  ['edit-without-document', `SELECT id, '' AS "knowledgeBaseId" FROM "ChunkEdit" WHERE NOT EXISTS (SELECT 1 FROM "Document" WHERE "Document".id = "ChunkEdit"."documentId")`],
  ['parent-missing', 'SELECT id, "knowledgeBaseId" FROM "Document" WHERE "parentId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Document" AS parent WHERE parent.id = "Document"."parentId")'],
  [
    'job-without-document',
    `SELECT id, '' AS "knowledgeBaseId" FROM "Job" WHERE kind = 'ingest-document' AND state = 'waiting'
     AND NOT EXISTS (SELECT 1 FROM "Document" WHERE "Document".id = json_extract("Job".payload, '$.documentId'))`,
  ],
];

const strayVectors = `SELECT DISTINCT "textHash" AS id, '' AS "knowledgeBaseId" FROM "Embedding" WHERE ${isStrayVector}`;

export async function auditStrays({ sql }: Database): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [kind, query] of [...strays, ['vector-without-chunk', strayVectors] as const]) {
    for (const { id, knowledgeBaseId } of await sql.query<Stray>(query)) found.push(...findings(kind, knowledgeBaseId, [id]));
  }
  return found;
}
