import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { AppError } from './errors.ts';
import type { FetchRules } from './fetch-rules.ts';

const connectTimeoutMs = 5_000;
const triedAddressesLimit = 3;

/** All addresses of a host, best first. */
export type ResolveHost = (hostname: string) => Promise<readonly string[]>;

export const resolveBySystem: ResolveHost = async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address);

/**
 * Connects to addresses that were checked, and to no others: the name is resolved once, all its addresses are checked, and the
 * socket is opened to one of these very addresses. What the name answers later plays no part.
 */
export function createCheckedConnector(rules: FetchRules, resolve: ResolveHost): buildConnector.connector {
  const openSocket = buildConnector({ timeout: connectTimeoutMs });
  const open = (options: buildConnector.Options) =>
    new Promise<Parameters<buildConnector.Callback>[1]>((done, fail) => openSocket(options, (error, socket) => (error ? fail(error) : done(socket))));

  async function checkedAddresses(hostname: string): Promise<readonly string[]> {
    const addresses = isIP(hostname) ? [hostname] : await resolve(hostname);
    for (const address of addresses) rules.checkAddress(hostname, address);
    return addresses.slice(0, triedAddressesLimit);
  }

  async function connect(options: buildConnector.Options) {
    let failure: unknown = new AppError('provider_failed', `${options.hostname} has no address`);
    for (const hostname of await checkedAddresses(options.hostname)) {
      try {
        return await open({ ...options, hostname });
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }

  return (options, callback) => {
    connect(options).then(
      (socket) => callback(null, socket!),
      (error: Error) => callback(error, null),
    );
  };
}
