import { damagedContainer } from '../zip-directory.ts';

export type CompoundStream = { name: string; sizeBytes: number; firstSector: number };
/** A folder of a compound file. */
export type CompoundStorage = { name: string; storages: CompoundStorage[]; streams: CompoundStream[] };

const entryBytes = 128;
const maxEntries = 200_000;
const storageType = 1;
const streamType = 2;

/** Reads the tree of storages and streams (MS-CFB 2.6). Its entries refer to each other by number; one that is met twice is refused. */
export function readCompoundDirectory(bytes: Buffer, hasLongSizes: boolean): { root: CompoundStorage; miniStream: CompoundStream } {
  const count = Math.floor(bytes.length / entryBytes);
  if (count === 0 || count > maxEntries) throw damagedContainer(count === 0 ? 'its table of contents is missing' : 'its table of contents is too long');
  const root: CompoundStorage = { name: '', storages: [], streams: [] };
  const met = new Uint8Array(count);
  const open = [{ id: childOf(bytes, 0), parent: root }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { id, parent } = next;
    if (id >= count) continue;
    if (met[id]) throw damagedContainer('its table of contents runs in a circle');
    met[id] = 1;
    const at = id * entryBytes;
    const type = bytes[at + 66];
    open.push({ id: bytes.readUInt32LE(at + 68), parent }, { id: bytes.readUInt32LE(at + 72), parent });
    if (type === streamType) parent.streams.push(streamAt(bytes, at, hasLongSizes));
    if (type !== storageType) continue;
    const storage = { name: nameAt(bytes, at), storages: [], streams: [] };
    parent.storages.push(storage);
    open.push({ id: childOf(bytes, id), parent: storage });
  }
  return { root, miniStream: streamAt(bytes, 0, hasLongSizes) };
}

function childOf(bytes: Buffer, id: number): number {
  return bytes.readUInt32LE(id * entryBytes + 76);
}

/** In files of short sectors the upper half of the size is often rubbish. */
function streamAt(bytes: Buffer, at: number, hasLongSizes: boolean): CompoundStream {
  const upper = hasLongSizes ? bytes.readUInt32LE(at + 124) : 0;
  return { name: nameAt(bytes, at), firstSector: bytes.readUInt32LE(at + 116), sizeBytes: upper * 2 ** 32 + bytes.readUInt32LE(at + 120) };
}

function nameAt(bytes: Buffer, at: number): string {
  const length = Math.min(64, bytes.readUInt16LE(at + 64));
  return bytes.toString('utf16le', at, at + Math.max(0, length - 2));
}
