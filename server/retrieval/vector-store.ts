/** An entry of an index: the chunk's id and its unit vector. */
export type VectorEntry = { id: number; vector: Float32Array };
export type VectorHit = { id: number; similarity: number };

/** One open index of one generation. Every method rejects a vector that is not finite, or of the wrong length. */
export type VectorIndex = {
  readonly size: number;
  ids(): Iterable<number>;
  has(id: number): boolean;
  /** Replaces entries with the same id. */
  upsert(entries: readonly VectorEntry[]): void;
  /** Ids that are not there are passed over. */
  remove(ids: readonly number[]): void;
  /** The nearest k by cosine similarity (-1..1), best first; `allowed` restricts to those ids. */
  search(vector: Float32Array, k: number, allowed?: ReadonlySet<number>): VectorHit[];
  /** Writes every file of the index into its folder and returns their names; the caller makes them durable. */
  save(directory: string): string[];
  close(): void;
};

/** An engine. It runs in the index process, never in the server's. */
export type VectorStore = {
  id: string;
  /** False where the engine does not load on this machine. */
  isAvailable(): boolean;
  create(dimensions: number): VectorIndex;
  /** Opens what `save` wrote. Called only after every file's checksum matched. @throws Error when unreadable */
  load(directory: string, dimensions: number): VectorIndex;
};
