import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { AppError } from '../platform/errors.ts';
import { forkModule } from '../platform/child-process.ts';
import type { ParserRequest, ParserResponse, ParserResult } from './parser-protocol.ts';

const watchIntervalMs = 250;
/** Of the resident memory allowed: the heap of JavaScript; the rest is for WebAssembly, buffers and code. */
const heapShare = 0.7;

/** Wall clock without a sign of progress, and in all. */
export type RunTimeouts = { timeoutMs: number; maxTotalMs: number };

/** The server's end of one parser process. It serves one request at a time, and is killed when one breaks a limit. */
export class ParserChild {
  readonly #process: ChildProcess;
  readonly #maxRssBytes: number;
  #served = 0;

  constructor(module: URL, maxRssBytes: number) {
    this.#maxRssBytes = maxRssBytes;
    const maxHeapMb = Math.round((heapShare * maxRssBytes) / 1024 / 1024);
    this.#process = forkModule(module, { maxHeapMb, environment: {} });
    // An idle process that dies is noticed when it is asked next.
    this.#process.on('error', () => undefined);
  }

  get served(): number {
    return this.#served;
  }

  get isAlive(): boolean {
    return this.#process.connected && !this.#process.killed && this.#process.exitCode === null;
  }

  get processId(): number | undefined {
    return this.#process.pid;
  }

  /** @throws AppError what the document is refused for; timed_out, cancelled, or unsupported when the process died of it */
  async run(request: ParserRequest, { timeoutMs, maxTotalMs }: RunTimeouts, signal: AbortSignal): Promise<ParserResult> {
    this.#served++;
    const ended = new AbortController();
    const child = this.#process;
    try {
      return await new Promise<ParserResult>((resolve, reject) => {
        const listen = { signal: ended.signal };
        const killWith = (error: AppError) => {
          reject(error);
          this.kill();
        };
        const onMessage = (response: ParserResponse) => {
          if (response.type === 'advance') return void timer.refresh();
          if (response.type === 'done') resolve(response);
          else reject(new AppError(response.failure.code, response.failure.message, response.failure.details));
          if (response.type === 'failed' && response.isSpent) this.kill();
        };
        // JavaScript out of memory aborts.
        const onExit = (_code: number | null, exitSignal: NodeJS.Signals | null) => reject(exitSignal === 'SIGABRT' ? memoryError(this.#maxRssBytes) : diedError());
        child.on('message', onMessage);
        child.once('exit', onExit);
        ended.signal.addEventListener('abort', () => child.off('message', onMessage).off('exit', onExit));
        signal.addEventListener('abort', () => killWith(new AppError('cancelled', 'Reading the document was cancelled')), listen);
        const timer = setTimeout(() => killWith(timeoutError(timeoutMs)), timeoutMs);
        const lastTimer = setTimeout(() => killWith(timeoutError(maxTotalMs)), maxTotalMs);
        const watch = setInterval(() => {
          void this.rssBytes().then((rss) => {
            if (rss > this.#maxRssBytes && !ended.signal.aborted) killWith(memoryError(this.#maxRssBytes));
          });
        }, watchIntervalMs);
        ended.signal.addEventListener('abort', () => {
          clearTimeout(timer);
          clearTimeout(lastTimer);
          clearInterval(watch);
        });
        child.send(request, (error) => error && reject(diedError()));
      });
    } finally {
      ended.abort();
    }
  }

  /** Resident memory; 0 where the system has no /proc and the limit of the heap has to do. */
  async rssBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.#process.pid}/status`, 'utf8').catch(() => '');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

function timeoutError(timeoutMs: number): AppError {
  return new AppError('timed_out', `Reading the document took longer than ${Math.round(timeoutMs / 1000)} s`, {
    hint: 'Split it into smaller files, or save it again in a simpler form.',
  });
}

function memoryError(maxRssBytes: number): AppError {
  return new AppError('unsupported', `Reading the document needs more than ${Math.round(maxRssBytes / 1024 / 1024)} MB of memory`, {
    hint: 'Split it into smaller files.',
  });
}

function diedError(): AppError {
  return new AppError('unsupported', 'The document cannot be read: its parser ended unexpectedly', {
    hint: 'Split it into smaller files, or save it again with another program.',
  });
}
