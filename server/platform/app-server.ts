import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Express, Request, Response } from 'express';

/**
 * Serves an Express application. Requests and responses begin with the prototypes that Express gives them: where it changes that of
 * each one, V8 takes each for a kind of its own and looks up their members anew at every use (a twentieth of `npm run bench -- stream`).
 */
export function createAppServer(app: Express): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  app.request = Object.setPrototypeOf(AppRequest.prototype, app.request) as Request;
  app.response = Object.setPrototypeOf(AppResponse.prototype, app.response) as Response;
  return createServer({ IncomingMessage: AppRequest, ServerResponse: AppResponse }, app);
}
