import { expect, test } from 'vitest';
import { splittingOf } from './splitting.ts';

test('sizes are brought within the bounds there are here, and the overlap stays below the chunk', () => {
  expect(splittingOf({ chunk_size: 250, chunk_overlap: 50, zh_title_enhance: true })).toEqual({ chunkSize: 250, chunkOverlap: 50, titleEnhancement: true });
  expect(splittingOf({ chunk_size: 1, chunk_overlap: 90 })).toEqual({ chunkSize: 50, chunkOverlap: 49 });
  expect(splittingOf({ chunk_overlap: 1_000 })).toEqual({ chunkSize: 250, chunkOverlap: 249 });
  expect(splittingOf({ chunk_size: 100_000 })).toEqual({ chunkSize: 4_000, chunkOverlap: 50 });
  expect(splittingOf({})).toEqual({});
});
