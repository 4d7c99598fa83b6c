import { once } from 'node:events';
import type { Response } from 'express';
import { AppError } from './errors.ts';
import { failureFormOf } from './http.ts';

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

/** Waits for work, but no longer than the reader is there. One listener serves a whole stream: racing each event against a promise would keep all of them. */
function whileReading(signal: AbortSignal): <Result>(work: Promise<Result>) => Promise<Result | 'gone'> {
  let leave = () => {};
  signal.addEventListener('abort', () => leave(), { once: true });
  return (work) =>
    new Promise((resolve, reject) => {
      leave = () => resolve('gone');
      if (signal.aborted) leave();
      work.then(resolve, reject);
    });
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
  const orGone = whileReading(signal);
  const source = events[Symbol.asyncIterator]();
  try {
    for (let id = 0; ; id++) {
      const step = await orGone(source.next());
      if (step === 'gone') break;
      if (step.done) {
        if (last && !response.write(last)) await drained(response, signal);
        break;
      }
      if (!response.write(frameOf(step.value, id))) await drained(response, signal);
    }
  } catch (error) {
    writeFailure(response, error);
    if (!signal.aborted && !response.writableNeedDrain && !(error instanceof AppError)) {
      await orGone(new Promise<void>((resolve) => response.end(resolve)));
      throw error;
    }
  } finally {
    clearInterval(heartbeat);
    // Not awaited: a source asleep in its own await ends when that wakes.
    source.return?.()?.catch(() => undefined);
    if (response.writableNeedDrain) response.destroy();
    else response.end();
  }
}
