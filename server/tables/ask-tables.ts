import { forkModule } from '../platform/child-process.ts';
import { AppError, throwIfAborted } from '../platform/errors.ts';
import type { TableAnswer, TableRequest, TableResponse } from './table-protocol.ts';

const maxHeapMb = 256;
const maxProcesses = 2;
const maxWaiting = 50;
/** For the process to come up on a busy machine; it is not the statement's time. */
const startTimeoutMs = 30_000;

const waiting: (() => void)[] = [];
let running = 0;

/**
 * Asks table files in a process of their own, which is ended with the answer, or when the time is over.
 * @throws AppError invalid_request in SQLite's words; timed_out, cancelled, rate_limited, unsupported when it takes too much memory
 */
export async function askTables(request: TableRequest, timeoutMs: number, signal: AbortSignal): Promise<TableAnswer> {
  if (waiting.length >= maxWaiting) throw new AppError('rate_limited', 'Too many questions to tables are waiting', { hint: 'Try again in a moment.' });
  while (running >= maxProcesses) await new Promise<void>((resolve) => waiting.push(resolve));
  throwIfAborted(signal);
  running++;
  try {
    return await askOnce(request, timeoutMs, signal);
  } finally {
    running--;
    waiting.shift()?.();
  }
}

async function askOnce(request: TableRequest, timeoutMs: number, signal: AbortSignal): Promise<TableAnswer> {
  const child = forkModule(new URL('./table-process.ts', import.meta.url), { maxHeapMb, environment: {} });
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => child.kill('SIGKILL');
  signal.addEventListener('abort', onAbort);
  try {
    return await new Promise<TableAnswer>((resolve, reject) => {
      const endAfter = (limitMs: number, error: AppError) => {
        clearTimeout(timer);
        timer = setTimeout(() => reject(error), limitMs);
      };
      endAfter(startTimeoutMs, new AppError('unavailable', 'The tables could not be opened in time', { hint: 'Try again in a moment.' }));
      child.on('message', (response: TableResponse) => {
        if (response.type === 'begun') endAfter(timeoutMs, timeoutError(timeoutMs));
        else if (response.type === 'done') resolve(response);
        else reject(new AppError('invalid_request', response.message, { field: 'sql' }));
      });
      child.on('error', reject);
      child.on('exit', () => reject(signal.aborted ? new AppError('cancelled', 'The operation was cancelled') : memoryError()));
      child.send(request, (error) => error && reject(error));
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    child.kill('SIGKILL');
  }
}

function timeoutError(timeoutMs: number): AppError {
  return new AppError('timed_out', `The statement takes longer than ${timeoutMs / 1000} s`, { field: 'sql', hint: 'Ask for fewer rows, or join on fewer columns.' });
}

function memoryError(): AppError {
  return new AppError('unsupported', 'The statement needs more memory than it may take', { field: 'sql', hint: 'Ask for fewer rows or shorter texts.' });
}
