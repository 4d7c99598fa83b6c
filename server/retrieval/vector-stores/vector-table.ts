import { type BinaryReader, createBinaryWriter, openBinaryReader } from '../../platform/binary-file.ts';

const rowsPerBlock = 1_024;
const fileMark = 0x4c45_4354;
const headerNumbers = 4;
/** Three maps and a list of ids per row, as measured with 100,000 entries. */
const bookkeepingBytesPerRow = 160;

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
  readonly #rowByFingerprint = new Map<number, number>();

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
    const row = this.#rowByFingerprint.get(fingerprintOf(vector));
    return row !== undefined && areEqual(this.vectorAt(row), vector) ? row : undefined;
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
    const fingerprint = fingerprintOf(this.vectorAt(row));
    if (this.#rowByFingerprint.get(fingerprint) === row) this.#rowByFingerprint.delete(fingerprint);
    this.#freeRows.push(row);
    return row;
  }

  similarity(row: number, query: Float64Array): number {
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
      if (!this.#idsByRow.has(row)) this.#rowByFingerprint.set(fingerprintOf(this.vectorAt(row)), row);
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
    this.#rowByFingerprint.set(fingerprintOf(vector), row);
    return row;
  }

  #emptyBlock(): Float32Array {
    return new Float32Array(rowsPerBlock * this.dimensions);
  }
}

/** 53 bits of the vector's content, mixed as MurmurHash3 does: two vectors with the same number are almost surely equal. */
function fingerprintOf(vector: Float32Array): number {
  const words = new Int32Array(vector.buffer, vector.byteOffset, vector.length);
  let low = 0x9e3779b1;
  let high = 0x85ebca6b;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    low = Math.imul(low ^ word, 0xcc9e2d51);
    low ^= low >>> 15;
    high = Math.imul(high ^ word, 0x1b873593);
    high ^= high >>> 13;
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}

function areEqual(a: Float32Array, b: Float32Array): boolean {
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}

/** Four sums at a time, and a query in the precision that the sums have: twice as quick as the plain loop. */
function dotProduct(values: Float32Array, start: number, query: Float64Array): number {
  const { length } = query;
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let index = 0;
  for (; index + 3 < length; index += 4) {
    first += values[start + index]! * query[index]!;
    second += values[start + index + 1]! * query[index + 1]!;
    third += values[start + index + 2]! * query[index + 2]!;
    fourth += values[start + index + 3]! * query[index + 3]!;
  }
  for (; index < length; index++) first += values[start + index]! * query[index]!;
  return first + second + third + fourth;
}
