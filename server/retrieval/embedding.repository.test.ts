import { afterAll, expect, test } from 'vitest';
import { openTestDatabase } from '../testing/test-database.ts';
import type { Sql } from '../platform/sql.ts';
import { loadVectors } from './embedding.repository.ts';

const database = await openTestDatabase();
afterAll(() => database[Symbol.asyncDispose]());

test('the vectors of a few chunks are looked up one by one, however many there are', async () => {
  const plan: string[] = [];
  const explained: Sql = {
    ...database.sql,
    async query(sql, params) {
      const steps = await database.sql.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params);
      plan.push(...steps.map(({ detail }) => detail));
      return [];
    },
  };
  await loadVectors(explained, 'model', Array.from({ length: 100 }, (_, id) => id));
  expect(plan).toEqual([expect.stringMatching(/Chunk .*\(rowid=\?\)/), expect.stringMatching(/Embedding .*\(modelKey=\? AND textHash=\?\)/)]);
});
