import { AppError } from '../platform/errors.ts';

const questionsPerMinute = 20;
const minuteMs = 60_000;

/** So many questions a minute for each key: a widget's key stands in the page for everybody to read. */
export class QuestionLimit {
  readonly #timesByKey = new Map<string, number[]>();

  constructor(private readonly now: () => number = Date.now) {}

  /** @throws AppError rate_limited */
  take(keyId: string): void {
    const now = this.now();
    for (const [id, times] of this.#timesByKey) if (times.every((time) => now - time >= minuteMs)) this.#timesByKey.delete(id);
    const times = (this.#timesByKey.get(keyId) ?? []).filter((time) => now - time < minuteMs);
    if (times.length >= questionsPerMinute) {
      const retryAfterSeconds = Math.ceil((minuteMs - (now - times[0]!)) / 1000);
      throw new AppError('rate_limited', 'Too many questions at once', { retryAfterSeconds, hint: `Ask again in ${retryAfterSeconds} s.` });
    }
    this.#timesByKey.set(keyId, [...times, now]);
  }
}
