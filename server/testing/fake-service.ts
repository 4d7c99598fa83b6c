import type { IncomingMessage } from 'node:http';
import { listenOnLoopback } from './listen.ts';

/** A service on this machine that can be away for a while. */
export type FakeService = AsyncDisposable & {
  url: string;
  isAway: boolean;
  /** The header of the last request. */
  authorization: string | undefined;
};

/** @param parts what the test looks at beside */
export async function listenAsService<Parts extends object>(answer: (request: IncomingMessage) => Promise<{ status: number; body: unknown }>, parts: Parts): Promise<FakeService & Parts> {
  const server = await listenOnLoopback((request, response) => {
    if (service.isAway) return void request.socket.destroy();
    service.authorization = request.headers.authorization;
    answer(request).then(
      ({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(JSON.stringify({ error: String(error) })),
    );
  });
  const service = { ...server, ...parts, isAway: false, authorization: undefined as string | undefined };
  return service;
}
