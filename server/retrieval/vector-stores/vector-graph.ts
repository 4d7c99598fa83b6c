/** A navigable graph over the rows of a table. Rows are unit vectors, each there once; arguments are checked before they get here. */
export type VectorGraph = {
  /** Number of rows in the graph. */
  readonly size: number;
  readonly memoryBytes: number;
  add(row: number, vector: Float32Array): void;
  remove(row: number): void;
  /** About the nearest k rows that were added, in no certain order; the more are asked for, the surer the nearest are among them. k <= size. */
  nearest(vector: Float32Array, k: number): number[];
  save(file: string): void;
};

/** Neighbours per node, and nodes looked at when one is added: hnswlib's and usearch's usual values, see Malkov & Yashunin (2016). */
export const connectivity = 16;
export const expansionOnAdd = 128;
