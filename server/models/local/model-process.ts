import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { LocalModelFormat } from '#contracts/local-model';
import { forkModule } from '../../platform/child-process.ts';
import { AppError } from '../../platform/errors.ts';
import type { FromModelProcess, InputOf, ModelOperation, OutputOf, ToModelProcess } from './model-protocol.ts';

const modules: Record<LocalModelFormat, URL> = {
  gguf: new URL('./gguf/gguf-process.ts', import.meta.url),
  onnx: new URL('./onnx/onnx-process.ts', import.meta.url),
};
/** An answer of thousands of tokens on a slow machine; a model that takes longer is stuck. */
const longestRequestMs = 60 * 60_000;
const stopTimeoutMs = 2_000;
/** What was stopped ends within a token or a piece of the prompt; who does not is stuck in native code. */
const abortTimeoutMs = 10_000;

type Pending = { resolve(output: unknown): void; reject(error: Error): void; onText: (text: string) => void };

/** The server's end of a process that runs one model. When it dies, what was asked of it fails, and nothing else. */
export class ModelProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #name: string;
  #requestCount = 0;
  #hasEnded = false;
  #isStopped = false;
  #memoryBytes: number | undefined;
  readonly ended: Promise<void>;

  constructor(format: LocalModelFormat, name: string) {
    this.#name = name;
    this.#child = forkModule(modules[format]);
    this.#child.on('message', (message: FromModelProcess) => this.#hear(message));
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.#hasEnded = true;
        for (const { reject } of this.#pending.values()) reject(this.#died());
        resolve();
      };
      this.#child.once('exit', end);
      // Without a process id it never started, and there will be no `exit`.
      this.#child.on('error', () => this.#child.pid === undefined && end());
    });
  }

  get processId(): number | undefined {
    return this.#child.pid;
  }

  /** Resident memory when it last answered. */
  get memoryBytes(): number | undefined {
    return this.#memoryBytes;
  }

  /** @throws AppError unavailable when the process dies, cancelled, timed_out, or what the model says */
  async request<Name extends ModelOperation>(
    name: Name,
    input: InputOf<Name>,
    signal: AbortSignal,
    onText: (text: string) => void = () => {},
  ): Promise<OutputOf<Name>> {
    if (signal.aborted) throw new AppError('cancelled', 'The operation was cancelled');
    if (this.#hasEnded) throw this.#died();
    const requestId = ++this.#requestCount;
    let abortTimer: NodeJS.Timeout | undefined;
    const abort = () => {
      this.#send({ type: 'abort', requestId });
      abortTimer = setTimeout(() => this.#child.kill('SIGKILL'), abortTimeoutMs);
    };
    const timer = setTimeout(() => {
      this.#pending.get(requestId)?.reject(new AppError('timed_out', `${this.#name} worked for an hour without an end`, { hint: 'Use a smaller model.' }));
      this.#child.kill('SIGKILL');
    }, longestRequestMs);
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await new Promise<OutputOf<Name>>((resolve, reject) => {
        this.#pending.set(requestId, { resolve: (output) => resolve(output as OutputOf<Name>), reject, onText });
        this.#send({ type: 'request', requestId, name, input });
      });
    } finally {
      this.#pending.delete(requestId);
      clearTimeout(timer);
      clearTimeout(abortTimer);
      signal.removeEventListener('abort', abort);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#hasEnded) return;
    this.#isStopped = true;
    const exited = this.#child.pid === undefined ? undefined : once(this.#child, 'exit');
    if (this.#child.connected) this.#child.disconnect();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), stopTimeoutMs);
    await exited;
    clearTimeout(timer);
  }

  #send(message: ToModelProcess): void {
    // One that is just dying takes no messages; `exit` follows and fails what was asked.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #hear(message: FromModelProcess): void {
    const pending = this.#pending.get(message.requestId);
    if (message.type === 'text') pending?.onText(message.text);
    if (message.type === 'failed') {
      const { code, message: text, details } = message.failure;
      pending?.reject(new AppError(code, text, details));
    }
    if (message.type !== 'done') return;
    this.#memoryBytes = message.memoryBytes;
    pending?.resolve(message.output);
  }

  #died(): AppError {
    if (this.#isStopped) return new AppError('unavailable', `${this.#name} was stopped while it answered`, { hint: 'Ask again: it is loaded anew.' });
    return new AppError('unavailable', `The process that runs ${this.#name} ended unexpectedly`, {
      hint: 'Ask again: it is loaded anew. If it ends each time, lower its context size, or use a smaller model.',
    });
  }
}
