import { randomUUID } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createFileStore } from '../platform/files.ts';
import { createLogger } from '../platform/logger.ts';
import { openTestDatabase, temporaryFolder } from '../testing/test-database.ts';
import { sweepOrphans } from './sweep-orphans.ts';

test('files without a row go, files with one and folders the database does not know stay', async () => {
  const folder = await temporaryFolder();
  await using database = await openTestDatabase();
  const [known, unknown, kept, orphan] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await database.write(async (transaction) => {
    await transaction.knowledgeBase.create({
      data: { id: known, ownerId: 'local', name: 'a', chunkSize: 400, chunkOverlap: 0, embeddingModel: 'lexical', vectorStore: 'exact' },
    });
    await transaction.document.create({
      data: { id: kept, originalId: kept, knowledgeBaseId: known, name: 'a.txt', mediaType: 'text/plain', sizeBytes: 1, contentHash: 'a', status: 'ready' },
    });
  });
  for (const [knowledgeBaseId, documentId] of [[known, kept], [known, orphan], [unknown, orphan]] as const) {
    await mkdir(path.join(folder.path, knowledgeBaseId, 'originals'), { recursive: true });
    await writeFile(path.join(folder.path, knowledgeBaseId, 'originals', documentId), 'x');
  }

  await sweepOrphans({ database, files: createFileStore({ root: folder.path }), log: createLogger('silent') });

  expect(await readdir(path.join(folder.path, known, 'originals'))).toEqual([kept]);
  expect(await readdir(path.join(folder.path, unknown, 'originals'))).toEqual([orphan]);
  await folder.remove();
});
