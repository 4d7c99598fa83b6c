import { createParser } from 'eventsource-parser';
import type { z } from 'zod';
import { ApiError, readError, send, toApiError } from './api/request.ts';

/** Longest single event taken, in characters; a longer one means that the stream is not ours. */
const maxEventChars = 16 * 1024 * 1024;
/** The server sends a comment every 15 s; after three missed ones the connection counts as dead. */
const silenceLimitMs = 50_000;

/**
 * Reads a response of server-sent events to its end, each event checked against its schema.
 * Throws ApiError for an event of the one error shape, and `unreachable` when the connection breaks or goes silent.
 */
export async function readEvents<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
  onEvent: (event: z.infer<Schema>) => void,
): Promise<void> {
  if (!response.body) throw new ApiError('unexpected_answer', 'The answer has no body');
  const parser = createParser({
    maxBufferSize: maxEventChars,
    onEvent: ({ data }) => onEvent(parseEvent(schema, data)),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw new ApiError('unexpected_answer', error.message);
    },
  });
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await withinSilenceLimit(reader.read());
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error instanceof ApiError ? error : new ApiError('unreachable', 'The connection was lost', {}, { cause: error });
  }
}

async function withinSilenceLimit<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ApiError('unreachable', 'The connection went silent')), silenceLimitMs);
  });
  return Promise.race([promise, silence]).finally(() => clearTimeout(timer));
}

function parseEvent<Schema extends z.ZodType>(schema: Schema, data: string): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw new ApiError('unexpected_answer', 'An event is not JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw typeof value === 'object' && value !== null && 'error' in value
    ? readError(data, 200)
    : new ApiError('unexpected_answer', `Unknown event: ${parsed.error.issues[0]?.message ?? ''}`);
}

/** Waits between attempts: half a second, doubling to ten, with a spread so that many pages do not return at once. */
export function reconnectDelayMs(attempt: number, random: () => number = Math.random): number {
  return Math.min(10_000, 500 * 2 ** attempt) * (0.75 + random() / 2);
}

export type FollowOptions<Schema extends z.ZodType> = {
  path: string;
  schema: Schema;
  signal: AbortSignal;
  onEvent(event: z.infer<Schema>): void;
  /** Told when the stream opens and each time it is lost. */
  onConnection?(state: 'open' | 'reconnecting'): void;
  delayMs?(attempt: number): number;
};

/** Follows an endless stream until the signal aborts, reconnecting by itself; ends on an error that waiting cannot mend. */
export async function followEvents<Schema extends z.ZodType>(options: FollowOptions<Schema>): Promise<void> {
  const { path, schema, signal, onEvent, onConnection, delayMs = reconnectDelayMs } = options;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      const response = await send(path, { signal, headers: { Accept: 'text/event-stream' } });
      onConnection?.('open');
      await readEvents(response, schema, (event) => {
        attempt = 0;
        onEvent(event);
      });
    } catch (error) {
      if (signal.aborted) return;
      if (isLasting(toApiError(error))) throw error;
    }
    if (signal.aborted) return;
    onConnection?.('reconnecting');
    await sleep(delayMs(attempt), signal);
  }
}

function isLasting(error: ApiError): boolean {
  return ['not_found', 'forbidden', 'unauthenticated', 'invalid_request'].includes(error.code);
}

/** Resolves after the time, or at once when the signal aborts. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
    function finish() {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    }
  });
}
