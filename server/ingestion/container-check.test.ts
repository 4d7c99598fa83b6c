import { strToU8, zipSync, type Zippable } from 'fflate';
import { expect, test } from 'vitest';
import { makeSourceFile } from '../testing/source-file.ts';
import { checkContainer } from './container-check.ts';

const limits = { maxInflatedBytes: 8 * 1024 * 1024, maxRatio: 50 };

async function check(zip: Uint8Array): Promise<void> {
  await checkContainer((await makeSourceFile('test.docx', zip)).path, limits);
}

function zipOf(files: Zippable): Buffer {
  return Buffer.from(zipSync(files));
}

/** Overwrites a field in the header of the only entry, local and central alike. */
function withField(zip: Buffer, field: { local: number; central: number }, value: number): Buffer {
  const copy = Buffer.from(zip);
  copy.writeUInt16LE(value, field.local);
  copy.writeUInt16LE(value, copy.indexOf('PK\u0001\u0002', 0, 'latin1') + field.central);
  return copy;
}

test('an ordinary container passes, stored and deflated entries alike', async () => {
  await expect(check(zipOf({ 'a.xml': strToU8('<a>text</a>'), 'b.bin': [new Uint8Array(5000).fill(7), { level: 0 }], empty: new Uint8Array() }))).resolves.toBeUndefined();
});

test('a bomb is refused by the bytes it really unpacks to', async () => {
  await expect(check(zipOf({ 'a.bin': new Uint8Array(4 * 1024 * 1024) }))).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('50 times'),
    details: { hint: expect.any(String) },
  });
  const noise = () => [Uint8Array.from({ length: 3 * 1024 * 1024 }, (_, index) => (index * 7919) >> 5), { level: 0 }] as [Uint8Array, { level: 0 }];
  await expect(check(zipOf({ a: noise(), b: noise(), c: noise() }))).rejects.toThrow('more than 8 MB');
});

test('an entry that unpacks to another length than it declares is refused', async () => {
  const zip = zipOf({ 'a.txt': strToU8('twelve bytes') });
  const lying = Buffer.from(zip);
  lying.writeUInt32LE(3, lying.indexOf('PK\u0001\u0002', 0, 'latin1') + 24);
  await expect(check(lying)).rejects.toThrow('not as long as it says');
});

test('an encrypted container is refused with advice', async () => {
  const zip = withField(zipOf({ 'a.txt': strToU8('secret') }), { local: 6, central: 8 }, 1);
  await expect(check(zip)).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('password') });
});

test('names that lead out of the container are refused', async () => {
  for (const name of ['../evil', '/etc/passwd', 'a/../../b', 'C:\\x', 'a\\b']) {
    await expect(check(zipOf({ [name]: strToU8('x') })), name).rejects.toThrow('unsafe name');
  }
});

test('two entries of one name, and entries that overlap, are refused', async () => {
  const zip = zipOf({ 'aa.txt': strToU8('first'), 'ab.txt': strToU8('other') });
  const twice = Buffer.from(zip.toString('latin1').replaceAll('ab.txt', 'aa.txt'), 'latin1');
  await expect(check(twice)).rejects.toThrow('twice');

  const overlapping = Buffer.from(zip);
  const second = overlapping.lastIndexOf('PK\u0001\u0002', undefined, 'latin1');
  overlapping.write('aa.txt', second + 46, 'latin1');
  overlapping.writeUInt32LE(0, second + 42);
  overlapping.write('ab.txt', overlapping.indexOf('PK\u0001\u0002', 0, 'latin1') + 46, 'latin1');
  await expect(check(overlapping)).rejects.toMatchObject({ code: 'unsupported' });
});

test('a document type declaration in an XML part is refused, also in UTF-16 and after a long comment', async () => {
  const declaration = '<!DOCTYPE a [<!ENTITY b "c">]>';
  await expect(check(zipOf({ 'a.xml': strToU8(`<?xml version="1.0"?>${declaration}<a/>`) }))).rejects.toThrow('entities');
  await expect(check(zipOf({ 'a.xml': Buffer.from(declaration, 'utf16le') }))).rejects.toThrow('entities');
  const comment = `<!--${Array.from({ length: 20_000 }, (_, index) => index).join(' ')}-->`;
  await expect(check(zipOf({ 'a.rels': strToU8(comment + declaration) }))).rejects.toThrow('entities');
  await expect(check(zipOf({ 'a.txt': strToU8(declaration) }))).resolves.toBeUndefined();
});

test('a container cut off anywhere is refused as damaged', async () => {
  const zip = zipOf({ 'a.txt': strToU8('some text to be cut off'), 'b.txt': strToU8('more') });
  for (let length = 0; length < zip.length; length += 7) {
    await expect(check(zip.subarray(0, length)), `${length} bytes`).rejects.toMatchObject({ code: 'unsupported' });
  }
});
