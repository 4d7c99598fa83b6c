import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { itBehavesLikeAVectorStore } from './vector-store.suite.ts';
import { vectorStores } from './vector-stores/index.ts';

for (const store of vectorStores.list()) itBehavesLikeAVectorStore(store);

test('an unknown store is an error that names the known ones', () => {
  expect(() => vectorStores.get('faiss')).toThrow('No vector store named "faiss"');
  expect(vectorStores.ids()).toEqual(['usearch', 'hnswlib', 'exact']);
});

test('the versions that saved indexes are marked with are the installed ones', () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
  expect(vectorStores.get('usearch').version).toBe(dependencies!.usearch);
  expect(vectorStores.get('hnswlib').version).toBe(optionalDependencies!['hnswlib-node']);
});
