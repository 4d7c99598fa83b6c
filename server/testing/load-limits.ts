import type { LoadLimits } from '../ingestion/document-loader.ts';

/** Wide enough for every test that is not about limits. */
export const testLimits: LoadLimits = { maxTextChars: 1_000_000, maxBlocks: 10_000, maxPages: 1_000 };
