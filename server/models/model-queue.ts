import { AppError } from '../platform/errors.ts';
import type { ChatModelEvent } from './chat-model.ts';

/** Who would stand behind so many, or wait longer than this, is told to come again. */
const mostWaiting = 1_000;
const longestWaitMs = 10 * 60_000;

const busy = (code: 'rate_limited' | 'timed_out') =>
  new AppError(code, 'The model is busy with others', { hint: 'Ask again later, choose another model, or let it answer more at a time in Settings > Models.' });

type Waiting = { begin(): void; tellPlace(place: number): void; timer?: NodeJS.Timeout };

/** Lets so many work at a time; the others wait in the order they came, and are told how many come before them. */
export class ModelQueue {
  #free: number;
  readonly #waiting: Waiting[] = [];

  constructor(readonly limit: number) {
    this.#free = limit;
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  get isBusy(): boolean {
    return this.#free < this.limit;
  }

  /**
   * @param tellPlace how many wait or work before this one; told again each time it changes
   * @returns what to call when done, once
   * @throws AppError cancelled, at once when the signal aborts; rate_limited or timed_out when too many others come first
   */
  enter(signal: AbortSignal, tellPlace: (place: number) => void = () => {}): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const cancelled = () => reject(new AppError('cancelled', 'The operation was cancelled'));
      if (signal.aborted) return cancelled();
      const giveUp = () => {
        const index = this.#waiting.indexOf(waiting);
        this.#waiting.splice(index, 1);
        this.#tellPlaces(index);
        clearTimeout(waiting.timer);
        signal.removeEventListener('abort', leave);
      };
      const leave = () => {
        giveUp();
        cancelled();
      };
      const waiting: Waiting = {
        tellPlace,
        begin: () => {
          clearTimeout(waiting.timer);
          signal.removeEventListener('abort', leave);
          this.#free -= 1;
          resolve(this.#releaseOnce());
        },
      };
      if (this.#free > 0) return waiting.begin();
      if (this.#waiting.length >= mostWaiting) return reject(busy('rate_limited'));
      this.#waiting.push(waiting);
      waiting.timer = setTimeout(() => {
        giveUp();
        reject(busy('timed_out'));
      }, longestWaitMs);
      signal.addEventListener('abort', leave, { once: true });
      tellPlace(this.#waiting.length);
    });
  }

  #releaseOnce(): () => void {
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      this.#free += 1;
      this.#waiting.shift()?.begin();
      this.#tellPlaces();
    };
  }

  #tellPlaces(from = 0): void {
    this.#waiting.slice(from).forEach(({ tellPlace }, index) => tellPlace(from + index + 1));
  }
}

/** An answer that waits for its turn first: its place comes as events before the model's own. */
export async function* streamInTurn(
  queue: ModelQueue,
  signal: AbortSignal,
  stream: () => AsyncIterable<ChatModelEvent>,
): AsyncGenerator<ChatModelEvent> {
  const given = new AbortController();
  let place: number | undefined;
  let wake = () => {};
  const entered = queue.enter(AbortSignal.any([signal, given.signal]), (now) => {
    place = now;
    wake();
  });
  const leave = entered.catch(() => undefined);
  try {
    for (let isWaiting = true; isWaiting; ) {
      const told = place;
      place = undefined;
      if (told !== undefined) yield { type: 'place-in-queue', place: told };
      const moved = new Promise<true>((resolve) => (wake = () => resolve(true)));
      if (place === undefined) isWaiting = await Promise.race([moved, entered.then(() => false)]);
    }
    yield* stream();
  } finally {
    given.abort();
    (await leave)?.();
  }
}
