import { forkModule } from '../platform/child-process.ts';
import { AppError, throwIfAborted } from '../platform/errors.ts';
import { askProcess, type TableProcess } from './ask-process.ts';
import type { TableAnswer, TableRequest } from './table-protocol.ts';

const maxHeapMb = 256;
const maxProcesses = 2;
const maxWaiting = 50;
const idleMs = 30_000;

/** Processes that ask table files, started when needed. One that was not through in time, or took too much, is ended; the others are used again. */
export class TableReaders implements AsyncDisposable {
  readonly #idle = new Map<TableProcess, NodeJS.Timeout>();
  readonly #busy = new Set<TableProcess>();
  readonly #waiting: (() => void)[] = [];
  #isDisposed = false;

  /** @throws AppError invalid_request in SQLite's words; timed_out, cancelled, rate_limited, unsupported when it takes too much memory */
  async ask(request: TableRequest, timeoutMs: number, signal: AbortSignal): Promise<TableAnswer> {
    const process = await this.#acquire(signal);
    let isSound = false;
    try {
      const answer = await askProcess(process, request, timeoutMs, signal);
      isSound = true;
      return answer;
    } catch (error) {
      isSound = error instanceof AppError && error.code === 'invalid_request';
      throw error;
    } finally {
      this.#release(process, isSound);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    for (const process of [...this.#idle.keys(), ...this.#busy]) this.#end(process);
    for (const proceed of this.#waiting.splice(0)) proceed();
  }

  async #acquire(signal: AbortSignal): Promise<TableProcess> {
    if (this.#waiting.length >= maxWaiting) throw new AppError('rate_limited', 'Too many questions to tables are waiting', { hint: 'Try again in a moment.' });
    while (this.#busy.size >= maxProcesses && !this.#isDisposed) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    // The place it was woken for goes to the next.
    if (signal.aborted) this.#waiting.shift()?.();
    throwIfAborted(signal);
    if (this.#isDisposed) throw new AppError('unavailable', 'The server is stopping');
    const [idle] = this.#idle.keys();
    const process = idle ?? this.#start();
    clearTimeout(this.#idle.get(process));
    this.#idle.delete(process);
    this.#busy.add(process);
    return process;
  }

  #start(): TableProcess {
    const process = forkModule(new URL('./table-process.ts', import.meta.url), { maxHeapMb, environment: {} });
    process.on('error', () => undefined);
    process.on('exit', () => this.#end(process));
    return process;
  }

  #release(process: TableProcess, isSound: boolean): void {
    this.#busy.delete(process);
    if (!isSound || this.#isDisposed || !process.connected) this.#end(process);
    else this.#idle.set(process, setTimeout(() => this.#end(process), idleMs).unref());
    this.#waiting.shift()?.();
  }

  #end(process: TableProcess): void {
    clearTimeout(this.#idle.get(process));
    this.#idle.delete(process);
    process.kill('SIGKILL');
  }
}
