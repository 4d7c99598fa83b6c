import { expect, test } from 'vitest';
import { itBehavesLikeAVectorStore } from './vector-store.suite.ts';
import { vectorStores } from './vector-stores/index.ts';

for (const store of vectorStores.list()) itBehavesLikeAVectorStore(store);

test('an unknown store is an error that names the known ones', () => {
  expect(() => vectorStores.get('faiss')).toThrow('No vector store named "faiss"');
  expect(vectorStores.ids()).toEqual(['usearch', 'hnswlib', 'exact']);
});
