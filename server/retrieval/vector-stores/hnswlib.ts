import path from 'node:path';
import type { VectorStore } from '../vector-store.ts';
import { canLoad, loadModule } from './native-module.ts';
import { graphFile, tableFile, TableIndex } from './table-index.ts';
import { connectivity, expansionOnAdd, type VectorGraph } from './vector-graph.ts';
import { VectorTable } from './vector-table.ts';

const firstCapacity = 1_024;
const graphBytesPerRow = 150;

/** What is used of the package; its own types are not there where it could not be compiled. */
type HierarchicalNSW = {
  initIndex(options: { maxElements: number; m: number; efConstruction: number; allowReplaceDeleted: boolean }): void;
  readIndexSync(file: string, allowReplaceDeleted: boolean): void;
  writeIndexSync(file: string): void;
  resizeIndex(maxElements: number): void;
  addPoint(point: number[], label: number, replaceDeleted: boolean): void;
  markDelete(label: number): void;
  searchKnn(query: number[], k: number): { neighbors: number[] };
  getCurrentCount(): number;
  getMaxElements(): number;
  getNumDimensions(): number;
  setEf(ef: number): void;
};
type Hnswlib = { HierarchicalNSW: new (space: 'ip', dimensions: number) => HierarchicalNSW };

const newIndex = (dimensions: number) => new (loadModule('hnswlib-node') as Hnswlib).HierarchicalNSW('ip', dimensions);

/** @param liveRows rows of the index that are not deleted; the library counts those too */
function graphOf(index: HierarchicalNSW, dimensions: number, liveRows: number): VectorGraph {
  let size = liveRows;
  return {
    get size() {
      return size;
    },
    get memoryBytes() {
      return index.getMaxElements() * (dimensions * 4 + graphBytesPerRow);
    },
    add(row, vector) {
      if (index.getCurrentCount() >= index.getMaxElements()) index.resizeIndex(Math.max(index.getMaxElements() * 2, firstCapacity));
      index.addPoint(Array.from(vector), row, true);
      size += 1;
    },
    remove(row) {
      index.markDelete(row);
      size -= 1;
    },
    nearest(vector, k) {
      if (k === 0) return [];
      index.setEf(k);
      return index.searchKnn(Array.from(vector), k).neighbors;
    },
    save: (file) => index.writeIndexSync(file),
  };
}

/** The second engine, where it could be compiled: 32-bit floats, three times the memory. */
export const hnswlib: VectorStore = {
  id: 'hnswlib',
  version: '3.0.0',
  isAvailable: () => canLoad('hnswlib-node'),
  create(dimensions) {
    const index = newIndex(dimensions);
    index.initIndex({ maxElements: firstCapacity, m: connectivity, efConstruction: expansionOnAdd, allowReplaceDeleted: true });
    return new TableIndex(new VectorTable(dimensions), graphOf(index, dimensions, 0));
  },
  load(directory, dimensions) {
    const table = VectorTable.load(path.join(directory, tableFile), dimensions);
    const index = newIndex(dimensions);
    index.readIndexSync(path.join(directory, graphFile), true);
    if (index.getCurrentCount() < table.rowCount) throw new Error(`The graph has ${index.getCurrentCount()} rows, its table ${table.rowCount}`);
    return new TableIndex(table, graphOf(index, dimensions, table.rowCount));
  },
};
