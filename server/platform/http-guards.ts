import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { AppError } from './errors.ts';

const hostOf = (authority: string) => {
  try {
    return new URL(`http://${authority}`).hostname;
  } catch {
    return '';
  }
};

/** Gives each request an id, which errors and log lines name. */
export const identifyRequest: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Request-Id', randomUUID());
  next();
};

/** What pages of others may do here: ask at a path, and load what is there as a script of theirs. */
export type ForeignPages = { mayAsk(origin: string, path: string): Promise<boolean>; mayLoad(path: string): boolean };

const nobodyElse: ForeignPages = { mayAsk: async () => false, mayLoad: () => false };
const preflightSeconds = 600;

/** By the protocol of browsers for requests across origins. Nothing is sent along that the page does not send itself. */
function letAsk(request: Request, response: Response, origin: string): void {
  response.vary('Origin');
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After');
  if (request.method !== 'OPTIONS') return;
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
  response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
  response.setHeader('Access-Control-Max-Age', preflightSeconds);
}

/**
 * Answers only requests made to one of our own names, by pages of ours or by programs. A foreign page can make a browser
 * send requests here, by rebinding its name to this address or across origins; both carry a name that is not ours.
 */
export function refuseForeignPages(allowedHosts: ReadonlySet<string>, { mayAsk, mayLoad }: ForeignPages = nobodyElse): RequestHandler {
  return async (request, response, next) => {
    if (!allowedHosts.has(hostOf(request.headers.host ?? ''))) throw new AppError('forbidden', 'This server does not answer to that host name', { field: 'host' });
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `http://${request.headers.host}` && origin !== `https://${request.headers.host}`) {
      if (!(await mayAsk(origin, request.path))) throw new AppError('forbidden', 'Requests from other origins are refused', { field: 'origin' });
      letAsk(request, response, origin);
      if (request.method === 'OPTIONS') response.status(204).end();
      else next();
      return;
    }
    if (mayLoad(request.path)) response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    else if (request.headers['sec-fetch-site'] === 'cross-site' && request.headers['sec-fetch-mode'] !== 'navigate') {
      throw new AppError('forbidden', 'Requests from other sites are refused', { field: 'sec-fetch-site' });
    }
    next();
  };
}

/** @param inlineScriptHashes CSP sources of the scripts that the exported pages carry in themselves */
export function securityHeaders(inlineScriptHashes: readonly string[]): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...inlineScriptHashes],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Served over plain HTTP on loopback; a proxy that adds TLS adds this too.
    strictTransportSecurity: false,
  });
}
