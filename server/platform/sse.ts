import { once } from 'node:events';
import type { Response } from 'express';
import { AppError } from './errors.ts';
import { failureFormOf } from './http.ts';
import { orAborted } from './or-aborted.ts';

const heartbeatMs = 15_000;
/** A reader that takes nothing for this long is gone, whatever its connection says. */
const stalledReaderMs = 60_000;

/** How values are written, what is written after the last of them, and while there are none. */
export type EventFraming = { frameOf(value: unknown, id: number): string; last: string; heartbeat?: string };

const numbered: EventFraming = { frameOf: (value, id) => `id: ${id}\ndata: ${JSON.stringify(value)}\n\n`, last: '' };

function writeHead(response: Response): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
}

/** Waits until the reader has taken what was written. @throws when it takes nothing for stalledReaderMs, or is gone */
async function drained(response: Response, signal: AbortSignal): Promise<void> {
  await once(response, 'drain', { signal: AbortSignal.any([signal, AbortSignal.timeout(stalledReaderMs)]) });
}

/** Tells the reader what failed, if it still listens. */
function writeFailure(response: Response, error: unknown): void {
  if (response.writableNeedDrain || response.destroyed) return;
  const { body } = failureFormOf(response).present(error, String(response.getHeader('X-Request-Id') ?? ''));
  response.write(`event: error\ndata: ${JSON.stringify(body)}\n\n`);
}

/**
 * Answers a request with server-sent events: one JSON value each, numbered from 0 unless framed otherwise, with comments as heartbeat in between.
 * A source that throws ends the stream with an event named `error` that carries the usual error body; at most one value
 * waits for a slow reader. Returns when the source has ended or the reader has gone.
 * @param signal aborts when the client goes away; the source is then closed
 * @throws whatever the source threw that is no AppError, after the stream has ended, so that it is logged as the bug it is
 */
export async function sendEvents(
  response: Response,
  events: AsyncIterable<unknown>,
  signal: AbortSignal,
  { frameOf, last, heartbeat: comment = ': still here\n\n' }: EventFraming = numbered,
): Promise<void> {
  writeHead(response);
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain && comment) response.write(comment);
  }, heartbeatMs);
  const source = events[Symbol.asyncIterator]();
  let isOver = false;
  const sendAll = async () => {
    for (let id = 0; ; id++) {
      const step = await source.next();
      if (isOver) return;
      const text = step.done ? last : frameOf(step.value, id);
      if (text && !response.write(text)) await drained(response, signal);
      if (step.done) return;
    }
  };
  try {
    // The whole of it at once: racing each event against the reader's leaving would keep all of them.
    await orAborted(sendAll(), signal);
  } catch (error) {
    if (signal.aborted) return;
    writeFailure(response, error);
    if (!response.writableNeedDrain && !(error instanceof AppError)) {
      await orAborted(new Promise<void>((resolve) => response.end(resolve)), signal).catch(() => undefined);
      throw error;
    }
  } finally {
    isOver = true;
    clearInterval(heartbeat);
    // Not awaited: a source asleep in its own await ends when that wakes.
    source.return?.()?.catch(() => undefined);
    if (response.writableNeedDrain) response.destroy();
    else response.end();
  }
}
