import { isIP } from 'node:net';
import { fetch as fetchThrough, ProxyAgent } from 'undici';
import type { ProxyConfig } from '../platform/config.ts';
import { AppError, hasErrnoCode } from '../platform/errors.ts';
import { isFetchable, networks } from '../platform/network-address.ts';

/** Ways to services outside: directly, or through a proxy. */
export type Proxies = AsyncDisposable & {
  /**
   * `fetch` for one address. This machine and private networks are always asked directly; so is what NO_PROXY names, unless
   * `own` is given.
   * @param own the proxy of the service itself
   * @param general that of the installation; the environment's where it is empty
   */
  fetchFor(url: string, own: string | undefined, general: string): typeof fetch;
};

/** A proxy that is not used any more is closed when this many others are. */
const maxProxies = 16;
const noNetworks = networks([]);
const localSuffixes = ['.localhost', '.local', '.internal', '.lan', '.home.arpa'];

/** Whether an address is in the own network: private and loopback addresses, and names that only such a network gives. */
export function isInOwnNetwork(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return !isFetchable(host, noNetworks);
  return !host.includes('.') || localSuffixes.some((suffix) => host.endsWith(suffix));
}

/** An entry of NO_PROXY is a host, a domain with all below it, with a port or without; `*` is everything. */
function isExcepted(url: string, except: readonly string[]): boolean {
  const { hostname, port, protocol } = new URL(url);
  const portOrDefault = port || (protocol === 'https:' ? '443' : '80');
  return except.some((entry) => {
    if (entry === '*') return true;
    const [, name = '', entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    const domain = name.replace(/^\*?\./, '');
    return (hostname === domain || hostname.endsWith(`.${domain}`)) && (entryPort === undefined || entryPort === portOrDefault);
  });
}

/** Through a proxy it is the proxy that is not reached; of the address behind it the proxy tells. */
function isUnreachable(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'].some((code) => hasErrnoCode(cause, code));
}

function proxyUnreachable(proxyUrl: string, cause: unknown): AppError {
  const { host } = new URL(proxyUrl);
  return new AppError('unavailable', `No connection to the proxy ${host}`, { hint: 'Check its address, and whether it is running.' }, { cause });
}

export function createProxies(config: ProxyConfig = { except: [] }): Proxies {
  const agents = new Map<string, { agent: ProxyAgent; fetch: typeof fetch }>();

  /** Node's own fetch does not take the dispatchers of another undici, so what is proxied is fetched by that one. */
  function open(proxyUrl: string): typeof fetch {
    const agent = new ProxyAgent(proxyUrl);
    const through = ((url: string, init: object) =>
      fetchThrough(url, { ...init, dispatcher: agent }).catch((error: unknown) => {
        throw isUnreachable(error) ? proxyUnreachable(proxyUrl, error) : error;
      })) as unknown as typeof fetch;
    agents.set(proxyUrl, { agent, fetch: through });
    const [oldest] = agents;
    if (agents.size > maxProxies && oldest) {
      agents.delete(oldest[0]);
      void oldest[1].agent.close();
    }
    return through;
  }

  return {
    fetchFor(url, own, general) {
      if (isInOwnNetwork(url) || (!own && isExcepted(url, config.except))) return fetch;
      const proxyUrl = own || general || (url.startsWith('https:') ? config.https : config.http);
      return proxyUrl ? (agents.get(proxyUrl)?.fetch ?? open(proxyUrl)) : fetch;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...agents.values()].map(({ agent }) => agent.destroy()));
    },
  };
}
