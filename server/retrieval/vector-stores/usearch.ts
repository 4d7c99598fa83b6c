import path from 'node:path';
import type { Index } from 'usearch';
import type { VectorStore } from '../vector-store.ts';
import { canLoad, loadModule } from './native-module.ts';
import { graphFile, tableFile, TableIndex } from './table-index.ts';
import { connectivity, expansionOnAdd, type VectorGraph } from './vector-graph.ts';
import { VectorTable } from './vector-table.ts';

/** One, always: with several, the library refuses some adds after having done half of them. */
const threads = 1;
const neighbourBytesPerRow = 148;

type Usearch = typeof import('usearch');

function createIndex(dimensions: number): Index {
  const { Index, MetricKind, ScalarKind } = loadModule('usearch') as Usearch;
  return new Index({
    dimensions,
    metric: MetricKind.Cos,
    quantization: ScalarKind.I8,
    connectivity,
    expansion_add: expansionOnAdd,
    expansion_search: 64,
    multi: false,
  });
}

function graphOf(index: Index, dimensions: number): VectorGraph {
  return {
    get size() {
      return index.size();
    },
    get memoryBytes() {
      return index.capacity() * (dimensions + neighbourBytesPerRow);
    },
    add: (row, vector) => index.add(BigInt(row), vector, threads),
    remove: (row) => void index.remove(BigInt(row)),
    nearest: (vector, k) => (k === 0 ? [] : Array.from(index.search(vector, k, threads).keys, Number)),
    save: (file) => index.save(file),
  };
}

/** The default: vectors as 8-bit integers in the graph, so that it takes a third of the memory. Prebuilt, no compiler. */
export const usearch: VectorStore = {
  id: 'usearch',
  version: '2.26.2',
  isAvailable: () => canLoad('usearch'),
  create: (dimensions) => new TableIndex(new VectorTable(dimensions), graphOf(createIndex(dimensions), dimensions)),
  load(directory, dimensions) {
    const index = createIndex(dimensions);
    index.load(path.join(directory, graphFile));
    // The file's own settings win over ours, in silence.
    if (index.dimensions() !== dimensions) throw new Error(`The graph has ${index.dimensions()} dimensions, not ${dimensions}`);
    return new TableIndex(VectorTable.load(path.join(directory, tableFile), dimensions), graphOf(index, dimensions));
  },
};
