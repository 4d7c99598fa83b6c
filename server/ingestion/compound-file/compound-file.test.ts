import { expect, test } from 'vitest';
import { makeCompoundFile } from '../../testing/compound-file-fixture.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { withCompoundFile } from './compound-file.ts';

const sectorBytes = 512;

async function read(bytes: Buffer, ...names: string[]): Promise<Buffer[]> {
  const { path } = await makeSourceFile('a', bytes);
  return withCompoundFile(path, async (file) => {
    const streams: Buffer[] = [];
    for (const name of names) streams.push(await file.readNamed(file.root, name));
    return streams;
  });
}

/** Offset of a stream's entry in the directory. */
function entryOf(bytes: Buffer, name: string): number {
  return bytes.indexOf(Buffer.from(`${name}\0`, 'utf16le'));
}

/** Offset of the first sector of the table that says which sector follows which. */
function tableOf(bytes: Buffer): number {
  return (bytes.readUInt32LE(76) + 1) * sectorBytes;
}

test('streams of every size are read, in storages too', async () => {
  const small = Buffer.from('small');
  const large = Buffer.alloc(5_000, 'large ');
  const bytes = makeCompoundFile({ small, large, empty: Buffer.alloc(0), folder: { inner: Buffer.alloc(100, 'i') } });
  expect(await read(bytes, 'small', 'LARGE', 'empty', 'missing', 'inner')).toEqual([small, large, Buffer.alloc(0), Buffer.alloc(0), Buffer.alloc(0)]);
  const { path } = await makeSourceFile('a', bytes);
  await withCompoundFile(path, async (file) => {
    const [folder] = file.root.storages;
    expect(folder?.name).toBe('folder');
    expect(folder && (await file.readNamed(folder, 'inner'))).toEqual(Buffer.alloc(100, 'i'));
  });
});

test('a table that goes on outside the header is followed', async () => {
  const stream = Buffer.alloc(8 * 1024 * 1024, 'abcdefgh');
  const [found] = await read(makeCompoundFile({ stream }), 'stream');
  expect(found?.equals(stream)).toBe(true);
});

test('circles, overlaps, lying sizes and places outside the file are refused', async () => {
  const tree = { one: Buffer.alloc(5_000, '1'), two: Buffer.alloc(5_000, '2'), small: Buffer.from('small') };
  const damages: Record<string, (bytes: Buffer) => void> = {
    'a chain in a circle': (bytes) => bytes.writeUInt32LE(0, tableOf(bytes) + 4 * 4),
    'a chain out of the file': (bytes) => bytes.writeUInt32LE(60_000, tableOf(bytes) + 4),
    'a stream longer than its chain': (bytes) => bytes.writeUInt32LE(50_000_000, entryOf(bytes, 'one') + 120),
    'an entry that is its own neighbour': (bytes) => bytes.writeUInt32LE(1, entryOf(bytes, 'one') + 72),
    'a directory outside': (bytes) => bytes.writeUInt32LE(70_000, 48),
    'a table in a circle outside the header': (bytes) => {
      bytes.writeUInt32LE(0xffffffff, 76);
      bytes.writeUInt32LE(0, 68);
      bytes.fill(0xff, sectorBytes, 2 * sectorBytes - 4);
      bytes.writeUInt32LE(0, 2 * sectorBytes - 4);
    },
    'sectors of an impossible size': (bytes) => bytes.writeUInt16LE(30, 30),
    'the small stream longer than all small streams': (bytes) => bytes.writeUInt32LE(4_000, entryOf(bytes, 'small') + 120),
  };
  for (const [name, damage] of Object.entries(damages)) {
    const bytes = makeCompoundFile(tree);
    damage(bytes);
    await expect(read(bytes, 'one', 'two', 'small'), name).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('damaged') });
  }
});

test('many streams in one place are not all read', async () => {
  const names = Array.from({ length: 50 }, (_, index) => `s${index}`);
  const bytes = makeCompoundFile({ large: Buffer.alloc(100_000), ...Object.fromEntries(names.map((name) => [name, Buffer.alloc(10)])) });
  for (const name of names) bytes.copy(bytes, entryOf(bytes, name) + 116, entryOf(bytes, 'large') + 116, entryOf(bytes, 'large') + 124);
  await expect(read(bytes, ...names)).rejects.toThrow('parts of it overlap');
});

test('a file that is cut off says so', async () => {
  const bytes = makeCompoundFile({ one: Buffer.alloc(5_000, '1') });
  for (const length of [100, 600, 3_000, bytes.length - sectorBytes]) {
    await expect(read(bytes.subarray(0, length), 'one')).rejects.toThrow('damaged');
  }
});
