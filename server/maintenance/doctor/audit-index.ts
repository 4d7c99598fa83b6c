import { parseBuiltWith } from '../../retrieval/built-with.ts';
import { listChunkIds, loadVectors } from '../../retrieval/embedding.repository.ts';
import { isUsableVector } from '../../retrieval/vector-store.ts';
import type { Audit } from './audit.ts';
import { findings, without } from './findings.ts';

const chunksPerQuery = 1_000;

/** The index that serves holds the chunks that have a vector it can take, and no others. */
export const auditIndex: Audit = async ({ database, indexes }, { knowledgeBase: { id, builtWith } }) => {
  const present = parseBuiltWith(builtWith);
  if (!indexes || !present) return [];
  const indexed = new Set(await indexes.listIds({ id, ...present }));
  const chunkIds = await listChunkIds(database.sql, id);
  const missing = without(chunkIds, indexed);
  const lacking: number[] = [];
  for (let first = 0; first < missing.length; first += chunksPerQuery) {
    const entries = await loadVectors(database.sql, present.modelKey, missing.slice(first, first + chunksPerQuery));
    lacking.push(...entries.filter(({ vector }) => isUsableVector(vector, present.dimensions)).map((entry) => entry.id));
  }
  return [...findings('chunk-without-index', id, lacking), ...findings('index-without-chunk', id, without(indexed, new Set(chunkIds)))];
};
