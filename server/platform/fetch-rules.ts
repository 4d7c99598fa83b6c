import { type BlockList, isIP } from 'node:net';
import { AppError } from './errors.ts';
import { isEverFetched, isFetchable, networks } from './network-address.ts';

const webPorts = [80, 443];

/** What may be fetched beside the public internet. */
export type FetchConfig = {
  /** Networks as CIDR blocks or addresses, and names of hosts. */
  allowedNetworks: readonly string[];
  /** Beside 80 and 443. */
  allowedPorts: readonly number[];
};

export type FetchRules = {
  allowsPort(port: number): boolean;
  /** @throws AppError forbidden when nothing may be fetched from this address, though it answers for that host */
  checkAddress(hostname: string, address: string): void;
};

const hostName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;
const isNetwork = (entry: string) => isIP(entry.split('/', 1)[0]!) > 0;

/** What is wrong with an entry of the allowed networks; undefined when nothing is. */
export function networkEntryProblem(entry: string): string | undefined {
  if (!isNetwork(entry)) return hostName.test(entry) ? undefined : `"${entry}" is neither a network (10.0.0.0/8), nor an address, nor a host name`;
  const [address = '', length] = entry.split('/');
  const longest = address.includes(':') ? 128 : 32;
  if (length !== undefined && !(/^\d{1,3}$/.test(length) && Number(length) <= longest)) return `"${entry}" is no network: the prefix length is between 0 and ${longest}`;
  const isOne = length === undefined || Number(length) === longest;
  return isOne && !isEverFetched(address) ? `"${address}" is link-local or tells the secrets of a cloud machine; it is never fetched from` : undefined;
}

export function createFetchRules({ allowedNetworks, allowedPorts }: FetchConfig): FetchRules {
  const ports = new Set([...webPorts, ...allowedPorts]);
  const allowed: BlockList = networks(allowedNetworks.filter(isNetwork));
  const hosts = new Set(allowedNetworks.filter((entry) => !isNetwork(entry)).map((entry) => entry.toLowerCase()));
  const mayBePrivate = (hostname: string, address: string) => hosts.has(hostname.toLowerCase().replace(/\.$/, '')) && isEverFetched(address);
  return {
    allowsPort: (port) => ports.has(port),
    checkAddress(hostname, address) {
      if (isFetchable(address, allowed) || mayBePrivate(hostname, address)) return;
      const told = hostname === address ? address : `${hostname} leads to ${address}, which`;
      throw new AppError('forbidden', `${told} is not on the public internet`, {
        hint: isEverFetched(address)
          ? 'An administrator can allow a network of the organisation with FETCH_ALLOWED_NETWORKS.'
          : 'Addresses of this kind are never fetched from.',
      });
    },
  };
}
