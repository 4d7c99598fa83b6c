import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../platform/errors.ts';

const firstPauseMs = 500;
const longestPauseMs = 30_000;

const passing = new Set<AppError['code']>(['unavailable', 'rate_limited', 'timed_out']);

/** Half to all of a pause that doubles each time, so that many waiting callers do not come back at once; the server's own wish first. */
function pauseMs(failure: AppError, attempt: number): number {
  const wished = Number(failure.details.retryAfterSeconds ?? 0) * 1000;
  const doubled = firstPauseMs * 2 ** attempt * (0.5 + Math.random() / 2);
  return Math.min(longestPauseMs, Math.max(wished, doubled));
}

/**
 * Tries again what failed because the server was down, slow or busy.
 * @throws AppError unavailable when it still fails after `tries`; any other failure at once
 */
export async function withRetries<Result>(tries: number, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError) || !passing.has(error.code)) throw error;
      if (attempt + 1 >= tries) throw new AppError('unavailable', error.message, error.details, { cause: error });
      await sleep(pauseMs(error, attempt), undefined, { signal }).catch(() => {
        throw new AppError('cancelled', 'The request to the model was cancelled');
      });
    }
  }
}
