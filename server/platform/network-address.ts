import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Not for the public internet, by the special-purpose registries of IANA (RFC 6890 and its successors), with multicast and class E. */
const specialIpv4 = networks([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]);
const globalIpv6 = networks(['2000::/3']);
const specialIpv6 = networks(['2001::/23', '2001:db8::/32', '3fff::/20']);

/** Link-local addresses, and those where clouds tell a machine its secrets (AWS, Google, Azure, Alibaba, Oracle): refused even where a network is allowed. */
const neverFetched = networks([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/3',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  '::/128',
  'fe80::/10',
  'ff00::/8',
  'fd00:ec2::/32',
  'fd20:ce::/32',
]);

/** Prefixes of IPv6 that carry an IPv4 address, and in which of the eight words it begins. */
const carriers = [
  { network: networks(['::/96', '::ffff:0:0/96', '64:ff9b::/96']), firstWord: 6 },
  { network: networks(['2002::/16']), firstWord: 1 },
];

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}

/** @throws Error when one is no address with a prefix length */
export function networks(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', length = isIPv4(address) ? '32' : '128'] = block.split('/');
    if (!isIPv4(address) && !isIPv6(address)) throw new Error(`${block} is no network`);
    list.addSubnet(address, Number(length), familyOf(address));
  }
  return list;
}

/** The eight words of an IPv6 address. The URL parser brings all its spellings to one. */
function wordsOf(address: string): number[] {
  const spelled = new URL(`http://[${address.split('%', 1)[0]}]`).hostname.slice(1, -1);
  const [before = [], after = []] = spelled.split('::').map((part) => (part === '' ? [] : part.split(':').map((word) => parseInt(word, 16))));
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** The IPv4 address that an IPv6 address leads to, where it carries one; every other address (`::1` and `::` too) as it is. */
export function unmapAddress(address: string): string {
  if (isIPv4(address)) return address;
  const words = wordsOf(address);
  const plain = words.map((word) => word.toString(16)).join(':');
  const carrier = carriers.find(({ network }) => network.check(plain, 'ipv6'));
  if (!carrier || /^(0:){7}[01]$/.test(plain)) return plain;
  return words
    .slice(carrier.firstWord, carrier.firstWord + 2)
    .flatMap((word) => [word >> 8, word & 255])
    .join('.');
}

const isIn = (list: BlockList, plain: string) => list.check(plain, familyOf(plain));

function isGlobalUnicast(plain: string): boolean {
  return isIPv4(plain) ? !isIn(specialIpv4, plain) : isIn(globalIpv6, plain) && !isIn(specialIpv6, plain);
}

/** Whether something may be fetched from an address, whatever was allowed. */
export function isEverFetched(address: string): boolean {
  return !isIn(neverFetched, unmapAddress(address));
}

/** Whether an address is fetched from: it is on the public internet, or in one of the allowed networks. */
export function isFetchable(address: string, allowed: BlockList): boolean {
  const plain = unmapAddress(address);
  return !isIn(neverFetched, plain) && (isGlobalUnicast(plain) || isIn(allowed, plain));
}
