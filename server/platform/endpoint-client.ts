import { Agent, request } from 'undici';
import { acceptedEncodings, boundedContent } from './bounded-content.ts';
import { createCheckedConnector, type ResolveHost, resolveBySystem } from './checked-connector.ts';
import { AppError } from './errors.ts';
import { asFetchFailure, fetchFailure } from './fetch-failure.ts';
import type { FetchRules } from './fetch-rules.ts';
import { isEverFetched } from './network-address.ts';
import { userAgent } from './safe-fetch.ts';

export type EndpointRequest = { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; url: string; headers?: Record<string, string>; body?: string };
export type EndpointAnswer = { status: number; text: string };
export type EndpointLimits = { timeoutMs: number; maxBytes: number; signal: AbortSignal };

/**
 * Asks services at addresses that an administrator entered, which may be in the own network. Redirects are not followed: a key
 * goes to that address only.
 */
export type EndpointClient = AsyncDisposable & {
  /** @throws AppError that names the address without its query: forbidden, too_large, timed_out, provider_failed, cancelled */
  ask(request: EndpointRequest, limits: EndpointLimits): Promise<EndpointAnswer>;
};

/** Any port of any host, but for link-local addresses and those where clouds tell a machine its secrets. */
export const endpointRules: FetchRules = {
  allowsPort: () => true,
  checkAddress(_hostname, address) {
    if (isEverFetched(address)) return;
    throw new AppError('forbidden', `nothing is ever asked of ${address}`, { hint: 'Enter the address of the service itself.' });
  },
};

export function createEndpointClient(resolve: ResolveHost = resolveBySystem): EndpointClient {
  const dispatcher = new Agent({ connect: createCheckedConnector(endpointRules, resolve) });

  async function exchange({ method, url, headers, body }: EndpointRequest, maxBytes: number, signal: AbortSignal): Promise<EndpointAnswer> {
    const allHeaders = { 'user-agent': userAgent, 'accept-encoding': acceptedEncodings, ...headers };
    const answer = await request(url, { dispatcher, method, headers: allHeaders, body, signal });
    const encoding = String(answer.headers['content-encoding'] ?? '').trim().toLowerCase();
    try {
      const pieces: Buffer[] = [];
      for await (const piece of boundedContent(answer.body, encoding, maxBytes)) pieces.push(piece as Buffer);
      return { status: answer.statusCode, text: Buffer.concat(pieces).toString('utf8') };
    } finally {
      answer.body.on('error', () => {}).destroy();
    }
  }

  return {
    async ask(given, { timeoutMs, maxBytes, signal }) {
      const { origin, pathname } = new URL(given.url);
      const address = new URL(pathname, origin);
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        return await exchange(given, maxBytes, AbortSignal.any([signal, timeout]));
      } catch (error) {
        if (signal.aborted) throw new AppError('cancelled', 'The operation was cancelled', {}, { cause: error });
        if (!timeout.aborted) throw asFetchFailure(address, error);
        const problem = `it took longer than ${timeoutMs / 1000} s`;
        throw fetchFailure('timed_out', address, problem, 'Try again later, or use another service.', error);
      }
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}
