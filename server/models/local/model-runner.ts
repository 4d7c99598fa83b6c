import { availableParallelism } from 'node:os';
import type { LocalModelFormat, LocalModelState } from '#contracts/local-model';
import { AppError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import { ModelQueue } from '../model-queue.ts';
import type { StoredLocalModel } from './local-model.repository.ts';
import { ModelProcess } from './model-process.ts';

type Loaded = { process: ModelProcess; contextTokens: number };

/** Resolves as the promise does, or throws as soon as the signal aborts; what is awaited goes on. */
async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let abort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(new AppError('cancelled', 'The operation was cancelled'));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** One local model: loaded when it is asked, unloaded when nobody asks for a while, loaded anew after its process died. */
export class ModelRunner implements AsyncDisposable {
  /** One at a time works on it. */
  readonly queue = new ModelQueue(1);
  #loading: Promise<Loaded> | undefined;
  /** Also while it loads. */
  #process: ModelProcess | undefined;
  #loaded: Loaded | undefined;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(
    readonly model: StoredLocalModel & { format: LocalModelFormat },
    private readonly findRuntime: () => Promise<string>,
    private readonly log: Logger,
  ) {}

  get state(): LocalModelState {
    if (this.#loaded) return 'loaded';
    return this.#loading ? 'loading' : 'stopped';
  }

  get memoryBytes(): number | undefined {
    return this.#loaded?.process.memoryBytes;
  }

  get contextTokens(): number | undefined {
    return this.#loaded?.contextTokens;
  }

  get processId(): number | undefined {
    return this.#loaded?.process.processId;
  }

  /** The process with the model in it. @throws AppError unavailable, cancelled, or why it cannot be loaded */
  async load(signal: AbortSignal): Promise<ModelProcess> {
    clearTimeout(this.#idleTimer);
    this.#loading ??= this.#start();
    const { process } = await unlessAborted(this.#loading, signal);
    this.#unloadWhenIdle();
    return process;
  }

  /** Works with the model alone, after those who came before. */
  async use<Result>(signal: AbortSignal, work: (process: ModelProcess) => Promise<Result>): Promise<Result> {
    const leave = await this.queue.enter(signal);
    try {
      return await work(await this.load(signal));
    } finally {
      leave();
      this.#unloadWhenIdle();
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idleTimer);
    const process = this.#process;
    this.#process = undefined;
    this.#loading = undefined;
    this.#loaded = undefined;
    await process?.[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #start(): Promise<Loaded> {
    const loading: Promise<Loaded> = this.#startProcess();
    const forget = () => {
      if (this.#loading !== loading) return;
      this.#loading = undefined;
      this.#loaded = undefined;
    };
    loading.then((loaded) => {
      if (this.#loading === loading) this.#loaded = loaded;
      else void loaded.process[Symbol.asyncDispose]();
      void loaded.process.ended.then(forget);
    }, forget);
    return loading;
  }

  async #startProcess(): Promise<Loaded> {
    const { name, format, kind, path, options } = this.model;
    const runtimeFolder = await this.findRuntime();
    const process = new ModelProcess(format, name);
    this.#process = process;
    const threads = options.threads ?? Math.max(1, Math.floor(availableParallelism() / 2));
    try {
      const input = { kind, path, runtimeFolder, contextTokens: options.contextTokens, threads };
      const { contextTokens } = await process.request('load', input, new AbortController().signal);
      this.log.info({ model: name, processId: process.processId, contextTokens }, 'A local model is loaded');
      return { process, contextTokens };
    } catch (error) {
      await process[Symbol.asyncDispose]();
      throw error;
    }
  }

  #unloadWhenIdle(): void {
    clearTimeout(this.#idleTimer);
    const { idleMinutes } = this.model.options;
    if (idleMinutes === 0) return;
    this.#idleTimer = setTimeout(() => {
      if (this.queue.isBusy) this.#unloadWhenIdle();
      else void this.stop();
    }, idleMinutes * 60_000);
    this.#idleTimer.unref();
  }
}
