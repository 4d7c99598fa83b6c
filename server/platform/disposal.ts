/** Parts that are taken down in the opposite order of their making. Node 20 has no AsyncDisposableStack yet. */
export class DisposalStack implements AsyncDisposable {
  readonly #parts: AsyncDisposable[] = [];

  use<Part extends AsyncDisposable>(part: Part): Part {
    this.#parts.push(part);
    return part;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (let part = this.#parts.pop(); part; part = this.#parts.pop()) await part[Symbol.asyncDispose]();
  }
}
