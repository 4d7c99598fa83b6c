import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
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

/**
 * Answers only requests made to one of our own names, by pages of ours or by programs. A foreign page can make a browser
 * send requests here, by rebinding its name to this address or across origins; both carry a name that is not ours.
 */
export function refuseForeignPages(allowedHosts: ReadonlySet<string>): RequestHandler {
  return (request, _response, next) => {
    if (!allowedHosts.has(hostOf(request.headers.host ?? ''))) throw new AppError('forbidden', 'This server does not answer to that host name', { field: 'host' });
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `http://${request.headers.host}` && origin !== `https://${request.headers.host}`) {
      throw new AppError('forbidden', 'Requests from other origins are refused', { field: 'origin' });
    }
    if (request.headers['sec-fetch-site'] === 'cross-site' && request.headers['sec-fetch-mode'] !== 'navigate') {
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
