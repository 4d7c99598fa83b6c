import { createHash } from 'node:crypto';
import { type BinaryReader, createBinaryWriter, openBinaryReader } from '../../platform/binary-file.ts';

const rowsPerBlock = 1_024;
const fileMark = 0x4c45_4354;
const headerNumbers = 4;
/** Two maps, the list of ids and the hash of each row, as measured with 100,000 entries. */
const bookkeepingBytesPerRow = 200;

/**
 * The vectors of an index, each distinct one in a row of its own, however many chunks have it:
 * graph engines lose the neighbours of a vector that is there hundreds of times.
 * Rows are 32-bit floats in blocks, so that growing copies nothing.
 */
export class VectorTable {
  #blocks: Float32Array[] = [];
  #rowsUsed = 0;
  #freeRows: number[] = [];
  readonly #rowById = new Map<number, number>();
  readonly #idsByRow = new Map<number, number[]>();
  readonly #rowByHash = new Map<string, number>();

  constructor(readonly dimensions: number) {}

  /** Number of ids. */
  get size(): number {
    return this.#rowById.size;
  }

  /** Number of distinct vectors. */
  get rowCount(): number {
    return this.#idsByRow.size;
  }

  get memoryBytes(): number {
    return this.#blocks.length * rowsPerBlock * this.dimensions * 4 + this.size * bookkeepingBytesPerRow;
  }

  ids(): Iterable<number> {
    return this.#rowById.keys();
  }

  rows(): Iterable<number> {
    return this.#idsByRow.keys();
  }

  rowOf(id: number): number | undefined {
    return this.#rowById.get(id);
  }

  idsOf(row: number): readonly number[] {
    return this.#idsByRow.get(row) ?? [];
  }

  vectorAt(row: number): Float32Array {
    const start = (row % rowsPerBlock) * this.dimensions;
    return this.#blocks[Math.floor(row / rowsPerBlock)]!.subarray(start, start + this.dimensions);
  }

  /** Row that holds this unit vector, if any. */
  findRow(vector: Float32Array): number | undefined {
    return this.#rowByHash.get(hashOf(vector));
  }

  /** Adds an id that is not there yet. @returns its row, and whether that is new */
  add(id: number, vector: Float32Array): { row: number; isNew: boolean } {
    const known = this.findRow(vector);
    const row = known ?? this.#takeRow(vector);
    this.#link(id, row);
    return { row, isNew: known === undefined };
  }

  /** @returns the row that nothing has any more, if the id was the last to have it */
  remove(id: number): number | undefined {
    const row = this.#rowById.get(id);
    if (row === undefined) return undefined;
    this.#rowById.delete(id);
    const others = this.idsOf(row).filter((other) => other !== id);
    if (others.length > 0) {
      this.#idsByRow.set(row, others);
      return undefined;
    }
    this.#idsByRow.delete(row);
    this.#rowByHash.delete(hashOf(this.vectorAt(row)));
    this.#freeRows.push(row);
    return row;
  }

  similarity(row: number, query: Float32Array): number {
    const block = this.#blocks[Math.floor(row / rowsPerBlock)]!;
    return dotProduct(block, (row % rowsPerBlock) * this.dimensions, query);
  }

  /** Writes the table as it is at the first step; rows may be removed between steps, but not added. */
  *save(file: string): Generator<undefined, void> {
    using writer = createBinaryWriter(file);
    const ids = Float64Array.from(this.#rowById.keys());
    const rows = Uint32Array.from(this.#rowById.values());
    const blocks = [...this.#blocks];
    writer.write(Float64Array.of(fileMark, this.dimensions, this.#rowsUsed, ids.length));
    writer.write(ids);
    writer.write(rows);
    for (const block of blocks) {
      yield;
      writer.write(block);
    }
  }

  /** @throws Error when the file is not a table of these dimensions */
  static load(file: string, dimensions: number): VectorTable {
    using reader = openBinaryReader(file);
    const [mark, savedDimensions, rowsUsed, idCount] = reader.read(new Float64Array(headerNumbers));
    if (mark !== fileMark || savedDimensions !== dimensions) throw new Error(`${file} is not a table of vectors with ${dimensions} dimensions`);
    const table = new VectorTable(dimensions);
    table.#fill(reader, rowsUsed!, idCount!);
    return table;
  }

  #fill(reader: BinaryReader, rowsUsed: number, idCount: number): void {
    const ids = reader.read(new Float64Array(idCount));
    const rows = reader.read(new Uint32Array(idCount));
    for (let first = 0; first < rowsUsed; first += rowsPerBlock) this.#blocks.push(reader.read(this.#emptyBlock()));
    this.#rowsUsed = rowsUsed;
    for (let index = 0; index < idCount; index++) {
      const row = rows[index]!;
      if (row >= rowsUsed) throw new Error('A row of the table lies outside of it');
      if (!this.#idsByRow.has(row)) this.#rowByHash.set(hashOf(this.vectorAt(row)), row);
      this.#link(ids[index]!, row);
    }
    for (let row = 0; row < rowsUsed; row++) {
      if (!this.#idsByRow.has(row)) this.#freeRows.push(row);
    }
  }

  #link(id: number, row: number): void {
    this.#rowById.set(id, row);
    const ids = this.#idsByRow.get(row);
    if (ids) ids.push(id);
    else this.#idsByRow.set(row, [id]);
  }

  #takeRow(vector: Float32Array): number {
    const row = this.#freeRows.pop() ?? this.#rowsUsed++;
    if (row >= this.#blocks.length * rowsPerBlock) this.#blocks.push(this.#emptyBlock());
    this.vectorAt(row).set(vector);
    this.#rowByHash.set(hashOf(vector), row);
    return row;
  }

  #emptyBlock(): Float32Array {
    return new Float32Array(rowsPerBlock * this.dimensions);
  }
}

/** 128 bits of the vector's bytes as a string of 16 characters, the most compact key a Map takes. */
function hashOf(vector: Float32Array): string {
  const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
  return createHash('sha256').update(bytes).digest('binary').slice(0, 16);
}

function dotProduct(values: Float32Array, start: number, query: Float32Array): number {
  let even = 0;
  let odd = 0;
  let index = 0;
  for (; index + 1 < query.length; index += 2) {
    even += values[start + index]! * query[index]!;
    odd += values[start + index + 1]! * query[index + 1]!;
  }
  if (index < query.length) even += values[start + index]! * query[index]!;
  return even + odd;
}
