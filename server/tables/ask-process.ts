import type { forkModule } from '../platform/child-process.ts';
import { AppError } from '../platform/errors.ts';
import type { TableAnswer, TableRequest, TableResponse } from './table-protocol.ts';

export type TableProcess = ReturnType<typeof forkModule>;

/** For the process to come up on a busy machine; it is not the statement's time. */
const startTimeoutMs = 30_000;

/** Asks one question. A process that has not answered when this throws anything but invalid_request is to be ended. */
export async function askProcess(process: TableProcess, request: TableRequest, timeoutMs: number, signal: AbortSignal): Promise<TableAnswer> {
  const ended = new AbortController();
  try {
    return await new Promise<TableAnswer>((resolve, reject) => {
      let timer = setTimeout(() => reject(startError()), startTimeoutMs);
      const onMessage = (response: TableResponse) => {
        if (response.type === 'done') resolve(response);
        else if (response.type === 'failed') reject(new AppError('invalid_request', response.message, { field: 'sql' }));
        else {
          clearTimeout(timer);
          timer = setTimeout(() => reject(timeoutError(timeoutMs)), timeoutMs);
        }
      };
      const onExit = () => reject(memoryError());
      process.on('message', onMessage);
      process.on('exit', onExit);
      ended.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        process.off('message', onMessage).off('exit', onExit);
      });
      signal.addEventListener('abort', () => reject(new AppError('cancelled', 'The operation was cancelled')), { signal: ended.signal });
      process.send(request, (error) => error && reject(startError()));
    });
  } finally {
    ended.abort();
  }
}

function startError(): AppError {
  return new AppError('unavailable', 'The tables could not be opened in time', { hint: 'Try again in a moment.' });
}

function timeoutError(timeoutMs: number): AppError {
  return new AppError('timed_out', `The statement takes longer than ${timeoutMs / 1000} s`, { field: 'sql', hint: 'Ask for fewer rows, or join on fewer columns.' });
}

function memoryError(): AppError {
  return new AppError('unsupported', 'The statement needs more memory than it may take', { field: 'sql', hint: 'Ask for fewer rows or shorter texts.' });
}
