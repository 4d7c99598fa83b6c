const everyMs = 200;
const answerWithinMs = 60_000;

/** Asks a server for its health all the time, and keeps the longest that it took to answer. */
export class Pulse implements Disposable {
  slowestMs = 0;
  readonly #timer: NodeJS.Timeout;
  #isAsking = false;

  constructor(url: string) {
    this.#timer = setInterval(() => void this.#ask(url), everyMs);
  }

  async #ask(url: string): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const begun = Date.now();
    await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(answerWithinMs) }).then((response) => response.arrayBuffer(), () => undefined);
    this.slowestMs = Math.max(this.slowestMs, Date.now() - begun);
    this.#isAsking = false;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
