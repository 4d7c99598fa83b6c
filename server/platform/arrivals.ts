const nothingMore = { done: true, value: undefined } as const;

/**
 * What arrives by calls, to be read by one reader as it comes. A generator around a wait would do the same, but with it every word
 * of an answer takes 4 % more (`npm run bench -- stream`). Who pushes sees to it that not too much waits.
 */
export class Arrivals<Value> implements AsyncIterableIterator<Value> {
  readonly #waiting: Value[] = [];
  #reader: { resolve(step: IteratorResult<Value, undefined>): void; reject(error: unknown): void } | undefined;
  #end: { error?: unknown } | undefined;
  #isLeft = false;

  /**
   * @param onLeave called once: when the reader has come to the end, or reads no further
   * @param onEmpty called when the reader waits for more
   */
  constructor(
    readonly onLeave: () => void,
    readonly onEmpty: () => void = () => {},
  ) {}

  get waiting(): number {
    return this.#waiting.length;
  }

  push(value: Value): void {
    if (this.#end) return;
    if (!this.#reader) return void this.#waiting.push(value);
    const { resolve } = this.#reader;
    this.#reader = undefined;
    resolve({ done: false, value });
  }

  /** Nothing more comes. What waits is still read, and then the error, if there is one. */
  end(error?: unknown): void {
    this.#end ??= { error };
    if (!this.#reader) return;
    const { resolve, reject } = this.#reader;
    this.#reader = undefined;
    this.next().then(resolve, reject);
  }

  next(): Promise<IteratorResult<Value, undefined>> {
    if (this.#waiting.length > 0) return Promise.resolve({ done: false, value: this.#waiting.shift()! });
    if (!this.#end) {
      return new Promise((resolve, reject) => {
        this.#reader = { resolve, reject };
        this.onEmpty();
      });
    }
    const { error } = this.#end;
    this.#end = {};
    this.#leave();
    return error === undefined ? Promise.resolve(nothingMore) : Promise.reject(error as Error);
  }

  return(): Promise<IteratorResult<Value, undefined>> {
    this.#waiting.length = 0;
    this.#end = {};
    this.#leave();
    this.#reader?.resolve(nothingMore);
    this.#reader = undefined;
    return Promise.resolve(nothingMore);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #leave(): void {
    if (this.#isLeft) return;
    this.#isLeft = true;
    this.onLeave();
  }
}
