import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentFilter } from '#contracts/document-filter';
import { insertChunks } from '../ingestion/chunk.repository.ts';
import type { Database } from '../platform/database.ts';
import { localAdministrator } from '../platform/principal.ts';
import { createRandom } from '../testing/random-vectors.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { listAllowedChunkIds, listAllowedDocumentIds } from './document-filter.ts';
import { addKeywordRows, countDocumentFrequencies, createKeywordTable, searchKeywords } from './keyword-index.ts';

const knowledgeBaseId = '00000000-0000-4000-8000-000000000001';
const tags = ['harbour', 'a"b', "it's", '100%', '港口'];
const words = ['ferry', 'herring', 'lantern', 'tide', 'rope'];

type Made = { id: string; name: string; tags: string[]; metadata: Record<string, string> };

let database: Database;
let documents: Made[];

const random = createRandom(7);
const oneOf = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;

beforeAll(async () => {
  database = await openTestDatabase();
  documents = Array.from({ length: 60 }, (_, index) => ({
    id: `document-${index}`,
    name: `${oneOf(['Guide', 'guide_2', 'note%', '指南'])} ${index}.${oneOf(['md', 'pdf'])}`,
    tags: tags.filter(() => random() < 0.4),
    metadata: { author: oneOf(['Berg', 'lind', "O'Neil", '*']), date: oneOf(['2023-04-01', '2024-05-02']) },
  }));
  const settings = { chunkSize: 400, chunkOverlap: 0, embeddingModel: 'lexical', vectorStore: 'exact' };
  await database.write(async (transaction, sql) => {
    await transaction.knowledgeBase.create({ data: { id: knowledgeBaseId, ownerId: localAdministrator.userId, name: 'Base', ...settings } });
    await createKeywordTable(sql, knowledgeBaseId);
    for (const [index, { id, name, ...made }] of documents.entries()) {
      const file = { mediaType: 'text/plain', sizeBytes: 1, contentHash: id, originalId: id, status: 'ready' };
      await transaction.document.create({ data: { id, knowledgeBaseId, name, ...file, tags: JSON.stringify(made.tags), metadata: JSON.stringify(made.metadata) } });
      for (const part of [0, 1, 2]) {
        const chunk = { id: index * 3 + part + 1, text: `${oneOf(words)} ${oneOf(words)} ${index}`, isEnabled: part < 2 };
        const rest = { position: part, textHash: String(chunk.id), start: 0, end: 1, prefix: '', origin: 'document' as const, termCount: 3, script: 'latin' as const };
        await insertChunks(sql, knowledgeBaseId, id, [{ ...chunk, ...rest }]);
        if (chunk.isEnabled) await addKeywordRows(sql, knowledgeBaseId, [{ id: chunk.id, body: chunk.text, context: name }]);
      }
    }
  });
});
afterAll(() => database[Symbol.asyncDispose]());

/** What the filter means, said once more without SQL. */
function matches(filter: DocumentFilter, document: Made): boolean {
  const fits = (pattern: string, value: string) => {
    const literal = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${literal.join('.*')}$`, 'is').test(value);
  };
  return (
    (filter.documentIds?.includes(document.id) ?? true) &&
    (filter.tags?.every((tag) => document.tags.includes(tag)) ?? true) &&
    Object.entries(filter.metadata ?? {}).every(([key, value]) => document.metadata[key] !== undefined && fits(value, document.metadata[key])) &&
    (filter.name === undefined || fits(filter.name, document.name))
  );
}

const filters: DocumentFilter[] = [
  {},
  { documentIds: ['document-1', 'document-2', 'nowhere'] },
  { tags: ['harbour'] },
  { tags: ['a"b', "it's"] },
  { tags: ['100%', '港口'], name: '*.PDF' },
  { tags: [`harbour' OR '1'='1`] },
  { name: 'guide*' },
  { name: 'guide_*' },
  { name: 'note%*' },
  { name: '指南 *.md' },
  { name: `*' OR 1=1 --` },
  { metadata: { author: 'BERG' } },
  { metadata: { author: "O'Neil", date: '2024*' } },
  { metadata: { date: '____-__-__' } },
  { metadata: { missing: '*' } },
];

test.each(filters)('%j lets through what it says, taken literally', async (filter) => {
  const expected = documents.filter((document) => matches(filter, document)).map(({ id }) => id);
  expect((await listAllowedDocumentIds(database.sql, knowledgeBaseId, filter)).sort()).toEqual(expected.sort());
});

test.each(filters)('keywords find with %j what they find without it, less what it keeps out', async (filter) => {
  const documentIds = await listAllowedDocumentIds(database.sql, knowledgeBaseId, filter);
  const allowed = await listAllowedChunkIds(database.sql, documentIds);
  const frequencies = await countDocumentFrequencies(database.sql, knowledgeBaseId, ['ferry', 'tide']);
  const all = await searchKeywords(database.sql, knowledgeBaseId, frequencies, 1_000);
  expect(all.length).toBeGreaterThan(30);
  expect(await searchKeywords(database.sql, knowledgeBaseId, frequencies, 1_000, documentIds)).toEqual(all.filter((id) => allowed.has(id)));
});
