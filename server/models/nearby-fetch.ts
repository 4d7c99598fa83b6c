import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { Arrivals } from '../platform/arrivals.ts';
import { hasErrnoCode } from '../platform/errors.ts';
import type { EndpointAnswer, EndpointRequest } from './wire/endpoint.ts';

/** So many pieces may wait for who reads them; then the sender does. */
const mostWaiting = 64;
/** After the last word comes the end of the body, and hardly anything before it. */
const runOutMs = 1_000;
const mostRunOutBytes = 64 * 1024;

/** The rest of an answer whose reader has heard enough goes by, so that its connection can be used again. To cut an answer is up to its signal. */
function letRunOut(answer: IncomingMessage): void {
  if (answer.destroyed) return;
  let bytes = 0;
  const timer = setTimeout(() => answer.destroy(), runOutMs);
  answer.on('close', () => clearTimeout(timer));
  answer.on('data', ({ byteLength }: Uint8Array) => {
    bytes += byteLength;
    if (bytes > mostRunOutBytes) answer.destroy();
  });
  answer.resume();
}

/** A body by its events, as it comes. */
function arrivalsOf(answer: IncomingMessage): Arrivals<Uint8Array> {
  const arrive = (bytes: Uint8Array) => {
    arrivals.push(bytes);
    if (arrivals.waiting >= mostWaiting) answer.pause();
  };
  const leave = () => {
    answer.off('data', arrive);
    letRunOut(answer);
  };
  const arrivals = new Arrivals<Uint8Array>(leave, () => answer.isPaused() && answer.resume());
  const end = (error?: Error) => arrivals.end(error);
  answer.on('data', arrive).on('end', end).on('error', end).on('close', end);
  return arrivals;
}

function answerOf(url: string, answer: IncomingMessage): EndpointAnswer {
  const status = answer.statusCode ?? 0;
  const get = (name: string) => {
    const value = answer.headers[name.toLowerCase()];
    return value === undefined ? null : String(value);
  };
  return { ok: status >= 200 && status < 300, status, url, headers: { get }, body: arrivalsOf(answer) };
}

function ask(url: string, init: EndpointRequest, isSecondTry: boolean): Promise<EndpointAnswer> {
  return new Promise((resolve, reject) => {
    const { method, headers, body, signal } = init;
    const { request } = url.startsWith('https:') ? https : http;
    const asked = request(url, { method, signal, headers: { Accept: '*/*', 'Accept-Encoding': 'identity', ...headers } }, (answer) => resolve(answerOf(url, answer)));
    asked.on('error', (error) => {
      // The server closed a kept connection just as it was used again; nothing was asked yet.
      const isStale = asked.reusedSocket && hasErrnoCode(error, 'ECONNRESET') && !isSecondTry;
      if (isStale) resolve(ask(url, init, true));
      else reject(error);
    });
    asked.end(body);
  });
}

/**
 * What fetch does for models in the own network, where every word of an answer costs this machine: in half of fetch's time
 * (`npm run bench -- stream`). Redirects are not followed.
 */
export const fetchNearby = (url: string, init: EndpointRequest): Promise<EndpointAnswer> => ask(url, init, false);
