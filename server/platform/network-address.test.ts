import { expect, test } from 'vitest';
import { isFetchable, networks, unmapAddress } from './network-address.ts';

const nothing = networks([]);

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '100.63.255.255',
  '172.32.0.1',
  '192.0.1.1',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4001:81b::200e',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2002:808:808::1',
])('%s is on the public internet', (address) => {
  expect(isFetchable(address, nothing)).toBe(true);
});

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '100.100.100.200',
  '168.63.129.16',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:a9fe:a9fe',
  '0:0:0:0:0:ffff:a9fe:a9fe',
  '::ffff:0:127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b::10.0.0.1',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  '2001::1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  '2001:db8::1',
  '3fff::1',
  '100::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '5f00::1',
])('%s is not', (address) => {
  expect(isFetchable(address, nothing)).toBe(false);
});

test('networks that are allowed are fetched from, in every spelling of their addresses', () => {
  const allowed = networks(['10.0.0.0/8', 'fd12:3456::/32', '192.168.7.9']);
  for (const address of ['10.200.0.1', '::ffff:10.200.0.1', '64:ff9b::ac8:1', 'fd12:3456:1::9', '192.168.7.9']) expect(isFetchable(address, allowed), address).toBe(true);

  for (const address of ['192.168.7.10', '127.0.0.1', 'fd12:3457::1']) expect(isFetchable(address, allowed), address).toBe(false);
});

test('link-local addresses and those of cloud metadata stay refused, whatever is allowed', () => {
  const everything = networks(['0.0.0.0/0', '::/0']);
  const metadata = ['169.254.169.254', '::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::', 'fe80::1', 'fd00:ec2::254', 'fd20:ce::254', '100.100.100.200', '168.63.129.16', '192.0.0.192', '0.0.0.0', '::'];
  for (const address of metadata) expect(isFetchable(address, everything), address).toBe(false);
  for (const address of ['127.0.0.1', '10.0.0.1', '::1', 'fd00::1']) expect(isFetchable(address, everything), address).toBe(true);
});

test('an IPv4 address within an IPv6 one is taken out of it', () => {
  expect(unmapAddress('::ffff:c0a8:101')).toBe('192.168.1.1');
  expect(unmapAddress('2002:c0a8:101::5')).toBe('192.168.1.1');
  expect(unmapAddress('2606:4700::1')).toBe('2606:4700:0:0:0:0:0:1');
});
