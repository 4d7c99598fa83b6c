import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { forkModule } from '../platform/child-process.ts';
import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { EngineInfo, IndexFailure, IndexInput, IndexMessage, IndexOperation, IndexOutput } from './index-protocol.ts';

const startTimeoutMs = 30_000;
const stopTimeoutMs = 2_000;
const searchTimeoutMs = 15_000;
/** Whatever waits behind a long build gets its turn within this. */
const longestRequestMs = 15 * 60_000;
/** The longest that an engine works without letting messages in is loading or saving a large index: some seconds. */
const defaultWatch = { pingIntervalMs: 5_000, stuckAfterMs: 30_000 };

/** The index is not open any more. It has to be opened anew, and the request made again. */
export class IndexLost extends Error {
  override readonly name = 'IndexLost';

  constructor(
    message: string,
    /** The process that died while it worked on the request, counted from 1. Undefined when the index was merely closed. */
    readonly processNumber?: number,
  ) {
    super(message);
  }
}

const died = (processNumber: number) => new IndexLost('The index process ended unexpectedly', processNumber);

function errorOf({ code, message }: IndexFailure): Error {
  return code === 'not_open' ? new IndexLost(message) : new AppError(code, message);
}

type Pending = { resolve(output: unknown): void; reject(error: Error): void };
type Running = { child: ChildProcess; processNumber: number; ready: Promise<EngineInfo[]>; pending: Map<number, Pending>; heardAtMs: number };

/** The server's end of the index process. Starts it at the first request, and again after it died. */
export class IndexClient implements AsyncDisposable {
  readonly #log: Logger;
  #running: Running | undefined;
  #processCount = 0;
  #requestCount = 0;
  #isDisposed = false;
  readonly #deathListeners = new Set<() => void>();

  /** @param watch how often the process is asked whether it is alive, and when it is given up */
  constructor(
    log: Logger,
    private readonly watch = defaultWatch,
  ) {
    this.#log = log;
  }

  get processId(): number | undefined {
    return this.#running?.child.pid;
  }

  /** Tells when the process has died, before its requests fail. */
  onDeath(listener: () => void): void {
    this.#deathListeners.add(listener);
  }

  /** The engines that load on this machine. */
  async engines(): Promise<EngineInfo[]> {
    return this.#started().ready;
  }

  /** @throws IndexLost; AppError timed_out, or what the operation says */
  async request<Name extends IndexOperation>(name: Name, input: IndexInput<Name>): Promise<IndexOutput<Name>> {
    const running = this.#started();
    await running.ready;
    const requestId = ++this.#requestCount;
    const timeoutMs = name === 'search' ? searchTimeoutMs : longestRequestMs;
    return new Promise<IndexOutput<Name>>((resolve, reject) => {
      if (this.#running !== running) return reject(died(running.processNumber));
      const timer = setTimeout(() => {
        running.pending.delete(requestId);
        reject(new AppError('timed_out', `The index did not answer within ${timeoutMs / 1_000} s`, { hint: 'Ask again when less is being added.' }));
      }, timeoutMs);
      const settle = <Value>(act: (value: Value) => void) => (value: Value) => {
        clearTimeout(timer);
        running.pending.delete(requestId);
        act(value);
      };
      running.pending.set(requestId, { resolve: settle((output) => resolve(output as IndexOutput<Name>)), reject: settle(reject) });
      running.child.send({ requestId, name, input });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    const child = this.#running?.child;
    if (!child) return;
    const exited = once(child, 'exit');
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await exited;
    clearTimeout(timer);
  }

  #started(): Running {
    if (this.#isDisposed) throw new AppError('unavailable', 'The server is stopping');
    this.#running ??= this.#start();
    return this.#running;
  }

  #start(): Running {
    const child = forkModule(new URL('./index-process.ts', import.meta.url));
    const processNumber = ++this.#processCount;
    const pending = new Map<number, Pending>();
    const ready = new Promise<EngineInfo[]>((resolve, reject) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
      const fail = () => {
        clearTimeout(timer);
        reject(died(processNumber));
      };
      child.once('exit', fail);
      child.once('error', fail);
      child.on('message', (message: IndexMessage) => {
        if (message.type !== 'ready') return;
        clearTimeout(timer);
        resolve(message.engines);
      });
    });
    ready.catch(() => undefined);
    const running: Running = { child, processNumber, ready, pending, heardAtMs: Date.now() };
    child.on('message', (message: IndexMessage) => {
      running.heardAtMs = Date.now();
      if (message.type === 'done') pending.get(message.requestId)?.resolve(message.output);
      if (message.type === 'failed') pending.get(message.requestId)?.reject(errorOf(message.failure));
    });
    child.on('error', (error) => {
      // Either it never started, and there will be no `exit`, or a message met it just dying, and `exit` follows.
      if (child.pid === undefined) this.#died(running, { err: error });
    });
    child.once('exit', (exitCode, signal) => this.#died(running, { exitCode, signal }));
    void this.#watch(running);
    return running;
  }

  #died(running: Running, reason: Record<string, unknown>): void {
    if (this.#running === running) this.#running = undefined;
    if (!this.#isDisposed) this.#log.error({ ...reason, pending: running.pending.size }, 'The index process ended; it starts again with the next request');
    for (const listener of this.#deathListeners) listener();
    for (const { reject } of running.pending.values()) reject(died(running.processNumber));
  }

  /** Ends a process that is stuck in native code, which nothing else can. */
  async #watch(running: Running): Promise<void> {
    await running.ready.catch(() => undefined);
    while (this.#running === running) {
      await delay(this.watch.pingIntervalMs, undefined, { ref: false });
      if (running.pending.size === 0) running.heardAtMs = Date.now();
      else if (Date.now() - running.heardAtMs > this.watch.stuckAfterMs) {
        this.#log.error('The index process is stuck; it is ended');
        running.child.kill('SIGKILL');
      } else {
        this.request('ping', { handle: 0 }).catch(() => undefined);
      }
    }
  }
}
