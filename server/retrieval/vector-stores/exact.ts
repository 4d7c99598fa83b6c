import path from 'node:path';
import type { VectorStore } from '../vector-store.ts';
import { tableFile, TableIndex } from './table-index.ts';
import { VectorTable } from './vector-table.ts';

/** Compares with every vector: always there, never wrong, and slow past some ten thousand chunks. */
export const exact: VectorStore = {
  id: 'exact',
  version: '1',
  isAvailable: () => true,
  create: (dimensions) => new TableIndex(new VectorTable(dimensions)),
  load: (directory, dimensions) => new TableIndex(VectorTable.load(path.join(directory, tableFile), dimensions)),
};
