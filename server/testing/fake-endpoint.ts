import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from './listen.ts';

/** A request as a model server sees it. */
export type EndpointCall = { method: string; path: string; headers: IncomingHttpHeaders; body: unknown };
export type EndpointAnswer = (response: ServerResponse) => void | Promise<void>;

/** A loopback server that answers whatever the test says, in any protocol. */
export type FakeEndpoint = AsyncDisposable & {
  url: string;
  /** Every request so far, but for those of `fixed` paths. */
  calls: EndpointCall[];
  /** What the next requests meet, one after the other; the last one stays. */
  answers: EndpointAnswer[];
  /** Answers under way, whose client is still there. */
  open(): number;
};

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** In pieces of a few bytes, so that characters and events are torn apart. */
export function sendsPieces(contentType: string, body: string, pieceBytes = 97): EndpointAnswer {
  return async (response) => {
    response.writeHead(200, { 'Content-Type': contentType });
    const bytes = Buffer.from(body);
    for (let start = 0; start < bytes.length && !response.destroyed; start += pieceBytes) {
      response.write(bytes.subarray(start, start + pieceBytes));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };
}

export function sendsJson(body: unknown, status = 200, headers: Record<string, string> = {}): EndpointAnswer {
  return (response) => void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** @param fixed what paths are always answered with, for protocols that ask something else first */
export async function startFakeEndpoint(fixed: Readonly<Record<string, unknown>> = {}): Promise<FakeEndpoint> {
  let open = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const path = request.url ?? '';
    if (path in fixed) return sendsJson(fixed[path])(response);
    fake.calls.push({ method: request.method ?? '', path, headers: request.headers, body: body === '' ? undefined : JSON.parse(body) });
    open++;
    response.on('close', () => open--);
    const [next] = fake.answers.length > 1 ? fake.answers.splice(0, 1) : fake.answers;
    await next!(response);
  };
  const server = await listenOnLoopback((request, response) => void answer(request, response).catch(() => response.destroy()));
  const fake: FakeEndpoint = { url: server.url, calls: [], answers: [], open: () => open, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  return fake;
}
