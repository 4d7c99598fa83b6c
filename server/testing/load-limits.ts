import { tmpdir } from 'node:os';
import type { LoadLimits, LoadWorkspace } from '../ingestion/document-loader.ts';

/** Wide enough for every test that is not about limits. */
export const testLimits: LoadLimits = { maxTextChars: 1_000_000, maxBlocks: 10_000, maxPages: 1_000 };

/** For formats that hold no parts. */
export const testWorkspace: LoadWorkspace = { folder: tmpdir(), advance: () => undefined };
