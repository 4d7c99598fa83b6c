import { AppError } from '../../platform/errors.ts';
import type { Endpoint } from './endpoint.ts';

/** A signal that aborts with the caller's, or when nothing has happened for a while. */
export type Deadline = {
  signal: AbortSignal;
  /** Something arrived: counts anew, for this long. */
  extend(timeoutMs: number): void;
  /** Ends the request at once. */
  abort(): void;
  /** Names what really happened when a request of this deadline failed. */
  explain(error: unknown): unknown;
  /** Stops the clock. */
  end(): void;
};

export function startDeadline(endpoint: Endpoint, caller: AbortSignal, firstTimeoutMs: number): Deadline {
  const controller = new AbortController();
  let timedOutAfterMs: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let timerMs: number | undefined;
  const abort = () => controller.abort();
  const extend = (timeoutMs: number) => {
    if (timeoutMs === timerMs) return void timer?.refresh();
    clearTimeout(timer);
    timerMs = timeoutMs;
    timer = setTimeout(() => {
      timedOutAfterMs = timeoutMs;
      abort();
    }, timeoutMs);
  };
  if (caller.aborted) abort();
  caller.addEventListener('abort', abort, { once: true });
  extend(firstTimeoutMs);
  return {
    signal: controller.signal,
    extend,
    abort,
    explain(error) {
      if (caller.aborted) return new AppError('cancelled', 'The request to the model was cancelled', {}, { cause: error });
      if (timedOutAfterMs === undefined) return error;
      const message = `${endpoint.name} sent nothing for ${timedOutAfterMs / 1000} s`;
      const hint = 'The model may still be loading, or be too slow for this machine; try again, or a smaller model.';
      return new AppError('timed_out', message, { provider: endpoint.name, hint }, { cause: error });
    },
    end() {
      clearTimeout(timer);
      caller.removeEventListener('abort', abort);
    },
  };
}
