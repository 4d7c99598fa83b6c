import express from 'express';
import { errorHandler } from '../platform/http-errors.ts';
import { mountRoutes, type Route } from '../platform/http.ts';
import { createLogger } from '../platform/logger.ts';
import { listenOnLoopback } from './listen.ts';

/** Some routes alone on a loopback server, with the true validation and error handling. */
export type ServedRoutes = AsyncDisposable & {
  url: string;
  ask<Body>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body; headers: Headers }>;
};

export async function serveRoutes(routes: readonly Route[]): Promise<ServedRoutes> {
  const app = express();
  mountRoutes(app, routes);
  app.use(errorHandler(createLogger('silent')));
  const server = await listenOnLoopback(app);
  return {
    ...server,
    async ask<Body>(method: string, path: string, body?: unknown) {
      const headers = body === undefined ? undefined : { 'Content-Type': 'application/json' };
      const answer = await fetch(server.url + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
      const text = await answer.text();
      const isJson = answer.headers.get('content-type')?.includes('json');
      return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(text) : text) as Body };
    },
  };
}
