import { asStorageError } from './durable-files.ts';
import { AppError, messageOf } from './errors.ts';

/** Failures after which a job is given up. */
const maxAttempts = 3;
const firstBackOffMs = 1_000;
const longestBackOffMs = 60_000;
const longestOutageBackOffMs = 30_000;

const outageCodes: ReadonlySet<string> = new Set(['unavailable', 'storage_full']);
/** Trying again gives the same answer. */
const finalCodes: ReadonlySet<string> = new Set(['unsupported', 'invalid_request', 'too_large', 'not_found', 'timed_out']);

export function asJobFailure(thrown: unknown): AppError {
  const error = asStorageError(thrown);
  if (error instanceof AppError) return error;
  return new AppError('internal', messageOf(error), { hint: 'Try again; if it fails again, look into the log.' }, { cause: error });
}

/** An outage of something outside, or a full disk, is nobody's fault: the job waits and no attempt is counted. */
export const isOutage = ({ code }: AppError) => outageCodes.has(code);

/** @param attempts so far, this one included */
export function isGivenUp(error: AppError, attempts: number): boolean {
  return finalCodes.has(error.code) || (!isOutage(error) && attempts >= maxAttempts);
}

/** Longer after each attempt, and a little different each time, so that jobs do not come back all at once. */
export function backOffMs(error: AppError, attempts: number): number {
  const longestMs = isOutage(error) ? longestOutageBackOffMs : longestBackOffMs;
  return Math.min(longestMs, firstBackOffMs * 4 ** (attempts - 1)) * (0.75 + Math.random() / 2);
}
