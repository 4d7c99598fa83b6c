import { AppError, throwIfAborted } from '../platform/errors.ts';
import type { ParsedDocument, SourceFile } from './document-loader.ts';
import { ParserChild } from './parser-child.ts';
import type { OutputLimits, ParserRequest, ParserResult } from './parser-protocol.ts';
import type { ChunkSpan, SplitOptions } from './text-splitter.ts';

const megabyte = 1024 * 1024;

export type ParserPoolOptions = {
  /** How many documents are parsed at the same time. */
  processes: number;
  /** Resident memory at which a process is killed. */
  maxRssBytes?: number;
  /** Wall clock of one document, to which `timeoutPerMbMs` is added for each megabyte of it. */
  timeoutMs?: number;
  timeoutPerMbMs?: number;
  /** Wall clock of a document that keeps saying that it advances, such as a long scan. */
  maxTotalMs?: number;
  /** A process is replaced after so many documents, or when it has grown to `recycleRssBytes`. */
  documentsPerProcess?: number;
  recycleRssBytes?: number;
  /** An unused process is ended after this time. */
  idleMs?: number;
  limits?: OutputLimits;
};

const defaults = {
  maxRssBytes: 768 * megabyte,
  timeoutMs: 60_000,
  timeoutPerMbMs: 10_000,
  maxTotalMs: 60 * 60_000,
  documentsPerProcess: 200,
  // One that recognises text in both languages rests at 300 to 400 MB, and takes a second to start.
  recycleRssBytes: 448 * megabyte,
  idleMs: 30_000,
  limits: { maxTextChars: 50_000_000, maxBlocks: 1_000_000, maxPages: 20_000, maxChunks: 20_000 },
} satisfies Omit<ParserPoolOptions, 'processes'>;

/** `folder`: an empty one, for parts of the document and scratch files. */
export type ParseOptions = SplitOptions & { folder: string; password?: string };

export type ParserPool = AsyncDisposable & {
  /** `tablesFile` lies in the folder. @throws AppError unsupported with a hint, timed_out, cancelled */
  parse(file: SourceFile, options: ParseOptions, signal: AbortSignal): Promise<{ document: ParsedDocument; tablesFile?: string; chunks: ChunkSpan[] }>;
  /** @throws AppError unsupported, timed_out, cancelled */
  split(document: ParsedDocument, options: SplitOptions, signal: AbortSignal): Promise<ChunkSpan[]>;
};

/** Parses and splits in processes of their own, started when needed. What kills one concerns the document it had, and no other. */
export function createParserPool(options: ParserPoolOptions): ParserPool {
  const { limits, timeoutMs, timeoutPerMbMs, maxTotalMs, ...lifetime } = { ...defaults, ...options };
  const children = new Children(lifetime);

  async function run(request: ParserRequest, sizeBytes: number, signal: AbortSignal): Promise<ParserResult> {
    const child = await children.acquire(signal);
    try {
      const quietMs = timeoutMs + (sizeBytes / megabyte) * timeoutPerMbMs;
      return await child.run(request, { timeoutMs: quietMs, maxTotalMs: Math.max(maxTotalMs, quietMs) }, signal);
    } finally {
      await children.release(child);
    }
  }

  return {
    async parse(file, { folder, password, ...split }, signal) {
      const { document, tablesFile, chunks } = await run({ type: 'parse', file, folder, password, split, limits }, file.sizeBytes, signal);
      if (!document) throw new Error('The parser process answered without a document');
      return { document, tablesFile, chunks };
    },
    async split(document, split, signal) {
      const { chunks } = await run({ type: 'split', document, split, limits }, document.text.length, signal);
      return chunks;
    },
    [Symbol.asyncDispose]: async () => children.dispose(),
  };
}

type Lifetime = Required<Pick<ParserPoolOptions, 'processes' | 'maxRssBytes' | 'documentsPerProcess' | 'recycleRssBytes' | 'idleMs'>>;

/** Lends out processes: an idle one, else a new one, else the next to come back. */
class Children {
  readonly #lifetime: Lifetime;
  readonly #idle: { child: ParserChild; timer: NodeJS.Timeout }[] = [];
  readonly #busy = new Set<ParserChild>();
  readonly #waiting: (() => void)[] = [];
  #isDisposed = false;

  constructor(lifetime: Lifetime) {
    this.#lifetime = lifetime;
  }

  async acquire(signal: AbortSignal): Promise<ParserChild> {
    while (this.#busy.size >= this.#lifetime.processes) await this.#turn(signal);
    throwIfAborted(signal);
    if (this.#isDisposed) throw new AppError('unavailable', 'The server is stopping');
    const child = this.#takeIdle() ?? new ParserChild(new URL('./parser-process.ts', import.meta.url), this.#lifetime.maxRssBytes);
    this.#busy.add(child);
    return child;
  }

  async release(child: ParserChild): Promise<void> {
    const isWorn = !child.isAlive || child.served >= this.#lifetime.documentsPerProcess || (await child.rssBytes()) > this.#lifetime.recycleRssBytes;
    this.#busy.delete(child);
    if (isWorn || this.#isDisposed) child.kill();
    else this.#keepIdle(child);
    this.#waiting.shift()?.();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const { child, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      child.kill();
    }
    for (const child of this.#busy) child.kill();
    for (const proceed of this.#waiting.splice(0)) proceed();
  }

  #takeIdle(): ParserChild | undefined {
    for (let entry = this.#idle.pop(); entry; entry = this.#idle.pop()) {
      clearTimeout(entry.timer);
      if (entry.child.isAlive) return entry.child;
    }
    return undefined;
  }

  #keepIdle(child: ParserChild): void {
    const timer = setTimeout(() => {
      this.#idle.splice(this.#idle.findIndex((entry) => entry.child === child), 1);
      child.kill();
    }, this.#lifetime.idleMs);
    timer.unref();
    this.#idle.push({ child, timer });
  }

  async #turn(signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(proceed), 1);
        reject(new AppError('cancelled', 'Reading the document was cancelled'));
      };
      const proceed = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(proceed);
    });
  }
}
