export type ScoredRow = { row: number; similarity: number };

/** Keeps the k best of what it is offered, in a binary heap whose top is the worst of them. */
export class NearestRows {
  readonly #rows: number[] = [];
  readonly #similarities: number[] = [];

  constructor(readonly k: number) {}

  offer(row: number, similarity: number): void {
    if (this.#rows.length < this.k) {
      this.#rows.push(row);
      this.#similarities.push(similarity);
      this.#rise(this.#rows.length - 1);
    } else if (similarity > this.#similarities[0]!) {
      this.#rows[0] = row;
      this.#similarities[0] = similarity;
      this.#sink(0);
    }
  }

  bestFirst(): ScoredRow[] {
    const scored = this.#rows.map((row, index) => ({ row, similarity: this.#similarities[index]! }));
    return scored.sort((a, b) => b.similarity - a.similarity || a.row - b.row);
  }

  #rise(start: number): void {
    let child = start;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (this.#similarities[parent]! <= this.#similarities[child]!) return;
      this.#swap(parent, child);
      child = parent;
    }
  }

  #sink(start: number): void {
    const { length } = this.#rows;
    let parent = start;
    for (;;) {
      const left = 2 * parent + 1;
      if (left >= length) return;
      const right = left + 1;
      const worse = right < length && this.#similarities[right]! < this.#similarities[left]! ? right : left;
      if (this.#similarities[parent]! <= this.#similarities[worse]!) return;
      this.#swap(parent, worse);
      parent = worse;
    }
  }

  #swap(a: number, b: number): void {
    [this.#rows[a], this.#rows[b]] = [this.#rows[b]!, this.#rows[a]!];
    [this.#similarities[a], this.#similarities[b]] = [this.#similarities[b]!, this.#similarities[a]!];
  }
}
