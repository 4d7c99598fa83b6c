/** Passes text on up to the first stop word, holding back what may be the beginning of one. */
export class StopWords {
  #held = '';
  #isStopped = false;

  constructor(private readonly words: readonly string[]) {}

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** @returns the text that is certainly no stop word */
  push(text: string): string {
    if (this.#isStopped) return '';
    this.#held += text;
    const found = this.words.map((word) => this.#held.indexOf(word)).filter((index) => index >= 0);
    this.#isStopped = found.length > 0;
    const certain = this.#isStopped ? Math.min(...found) : this.#held.length - this.#begunLength();
    const passed = this.#held.slice(0, certain);
    this.#held = this.#isStopped ? '' : this.#held.slice(certain);
    return passed;
  }

  /** @returns what was held back, since nothing follows */
  end(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }

  #begunLength(): number {
    const begun = (word: string) => {
      for (let length = Math.min(word.length - 1, this.#held.length); length > 0; length--) {
        if (word.startsWith(this.#held.slice(-length))) return length;
      }
      return 0;
    };
    return Math.max(0, ...this.words.map(begun));
  }
}
