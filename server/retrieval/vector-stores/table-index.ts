import path from 'node:path';
import { requireChunkId, requireHitCount, requireUsableVector, type VectorEntry, type VectorHit, type VectorIndex } from '../vector-store.ts';
import { NearestRows, type ScoredRow } from './nearest-rows.ts';
import type { VectorGraph } from './vector-graph.ts';
import type { VectorTable } from './vector-table.ts';

export const tableFile = 'vectors.bin';
export const graphFile = 'graph.bin';

/** Up to this many rows a scan is as quick as the graph (about 2 ms at 384 dimensions), and misses nothing. */
const scanLimit = 4_000;
/** A graph asked for fewer candidates misses neighbours where the data has no clusters. */
const fewestCandidates = 200;
const mostFilteredCandidates = 1_000;

/**
 * A table of vectors, with a graph over it or, for the exact engine, without: the graph proposes, the table decides.
 * Finding the neighbours of a new row takes the graph dozens of times as long as the table takes to keep it, so rows that the graph
 * does not have yet are proposed all.
 */
export class TableIndex implements VectorIndex {
  readonly #unsettled = new Set<number>();

  constructor(
    readonly table: VectorTable,
    readonly graph?: VectorGraph,
  ) {
    if (graph && graph.size !== table.rowCount) throw new Error(`The graph has ${graph.size} rows, its table ${table.rowCount}`);
  }

  get size(): number {
    return this.table.size;
  }

  get memoryBytes(): number {
    return this.table.memoryBytes + (this.graph?.memoryBytes ?? 0);
  }

  get unsettled(): number {
    return this.#unsettled.size;
  }

  has(id: number): boolean {
    return this.table.rowOf(id) !== undefined;
  }

  ids(): Iterable<number> {
    return this.table.ids();
  }

  upsert(entries: readonly VectorEntry[]): void {
    const checked = entries.map(({ id, vector }) => ({ id: requireChunkId(id), vector: requireUsableVector(vector, this.table.dimensions) }));
    for (const { id, vector } of checked) this.#put(id, vector);
  }

  remove(ids: Iterable<number>): void {
    for (const id of ids) {
      const row = this.table.remove(id);
      if (row !== undefined && !this.#unsettled.delete(row)) this.graph?.remove(row);
    }
  }

  settle(count: number): void {
    let left = count;
    for (const row of this.#unsettled) {
      if (left-- <= 0) return;
      this.graph?.add(row, this.table.vectorAt(row));
      this.#unsettled.delete(row);
    }
  }

  search(vector: Float32Array, k: number, allowed?: ReadonlySet<number>): VectorHit[] {
    const query = requireUsableVector(vector, this.table.dimensions);
    requireHitCount(k);
    if (allowed) return this.#searchAllowed(query, k, allowed);
    const isSmall = this.table.rowCount <= scanLimit;
    const rows = this.graph && !isSmall ? this.#propose(this.graph, query, Math.max(4 * k, fewestCandidates)) : this.table.rows();
    return this.#hits(this.#best(query, rows, k), k);
  }

  *save(directory: string): Generator<undefined, string[]> {
    this.settle(this.unsettled);
    const writing = this.table.save(path.join(directory, tableFile));
    writing.next();
    this.graph?.save(path.join(directory, graphFile));
    yield* writing;
    return this.graph ? [tableFile, graphFile] : [tableFile];
  }

  #put(id: number, vector: Float32Array): void {
    const present = this.table.rowOf(id);
    if (present !== undefined && present === this.table.findRow(vector)) return;
    this.remove([id]);
    const { row, isNew } = this.table.add(id, vector);
    if (isNew && this.graph) this.#unsettled.add(row);
  }

  #searchAllowed(query: Float32Array, k: number, allowed: ReadonlySet<number>): VectorHit[] {
    if (this.graph && allowed.size > scanLimit) {
      const share = Math.min(1, allowed.size / this.table.size);
      const rows = this.#propose(this.graph, query, Math.min(Math.max(fewestCandidates, (2 * k) / share), mostFilteredCandidates));
      const hits = this.#hits(this.#best(query, rows, rows.length), k, allowed);
      if (hits.length === k) return hits;
    }
    const rows = new Set<number>();
    for (const id of allowed) {
      const row = this.table.rowOf(id);
      if (row !== undefined) rows.add(row);
    }
    return this.#hits(this.#best(query, rows, k), k, allowed);
  }

  #propose(graph: VectorGraph, query: Float32Array, candidates: number): number[] {
    return [...graph.nearest(query, Math.min(Math.ceil(candidates), graph.size)), ...this.#unsettled];
  }

  #best(query: Float32Array, rows: Iterable<number>, k: number): ScoredRow[] {
    const nearest = new NearestRows(k);
    const preciseQuery = Float64Array.from(query);
    for (const row of rows) nearest.offer(row, this.table.similarity(row, preciseQuery));
    return nearest.bestFirst();
  }

  /** Every chunk of a row is a hit; chunks of one row come in the order of their ids. */
  #hits(rows: readonly ScoredRow[], k: number, allowed?: ReadonlySet<number>): VectorHit[] {
    const hits: VectorHit[] = [];
    for (const { row, similarity } of rows) {
      const ids = [...this.table.idsOf(row)].sort((a, b) => a - b);
      for (const id of ids) {
        if (allowed && !allowed.has(id)) continue;
        hits.push({ id, similarity });
        if (hits.length === k) return hits;
      }
    }
    return hits;
  }
}
