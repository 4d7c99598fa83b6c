/** Streams by name, and storages, which hold such again. */
export type CompoundTree = { readonly [name: string]: Buffer | CompoundTree };

type Entry = { name: string; type: number; first: number; size: number; child: number; next: number };

const sectorBytes = 512;
const miniBytes = 64;
const miniCutoff = 4096;
const endOfChain = 0xfffffffe;
const none = 0xffffffff;
const headerTableEntries = 109;

/** A compound file of version 3. Neighbours in its directory are chained, not balanced, which every reader takes. */
export function makeCompoundFile(tree: CompoundTree): Buffer {
  const body = new SectorWriter(sectorBytes);
  const mini = new SectorWriter(miniBytes);
  const entries: Entry[] = [{ name: 'Root Entry', type: 5, first: endOfChain, size: 0, child: none, next: none }];
  addEntries(tree, 0, entries, body, mini);
  const miniTable = body.add(numbers(mini.table));
  const miniStream = mini.bytes();
  Object.assign(entries[0] ?? {}, { first: body.add(miniStream), size: miniStream.length });
  const directory = body.add(Buffer.concat(entries.map(entryBytes)));
  const perSector = sectorBytes / 4;
  let tableSectors = 0;
  let extraSectors = 0;
  while ((tableSectors * perSector) < body.table.length + tableSectors + extraSectors) {
    tableSectors++;
    extraSectors = Math.max(0, Math.ceil((tableSectors - headerTableEntries) / (perSector - 1)));
  }
  const firstTable = body.table.length;
  const places = Array.from({ length: tableSectors }, (_, index) => firstTable + index);
  const firstExtra = firstTable + tableSectors;
  const marks = [...places.map(() => 0xfffffffd), ...Array.from({ length: extraSectors }, () => 0xfffffffc)];
  const table = numbers([...body.table, ...marks], tableSectors * sectorBytes);
  const header = Buffer.alloc(sectorBytes);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  const fields = [tableSectors, directory, 0, miniCutoff, miniTable, 1, extraSectors > 0 ? firstExtra : endOfChain, extraSectors];
  fields.forEach((value, index) => header.writeUInt32LE(value, 44 + index * 4));
  for (let index = 0; index < headerTableEntries; index++) header.writeUInt32LE(places[index] ?? none, 76 + index * 4);
  const extras = Array.from({ length: extraSectors }, (_, index) => {
    const start = headerTableEntries + index * (perSector - 1);
    const own = places.slice(start, start + perSector - 1);
    return numbers([...own, ...Array.from({ length: perSector - 1 - own.length }, () => none), index + 1 < extraSectors ? firstExtra + index + 1 : endOfChain]);
  });
  return Buffer.concat([header, body.bytes(), table, ...extras]);
}

function addEntries(tree: CompoundTree, parent: number, entries: Entry[], body: SectorWriter, mini: SectorWriter): void {
  let before: Entry | undefined;
  for (const [name, content] of Object.entries(tree)) {
    const isStream = Buffer.isBuffer(content);
    const isMini = isStream && content.length < miniCutoff;
    const first = isStream ? (isMini ? mini : body).add(content) : 0;
    const entry: Entry = { name, type: isStream ? 2 : 1, first, size: isStream ? content.length : 0, child: none, next: none };
    const id = entries.push(entry) - 1;
    if (before) before.next = id;
    else Object.assign(entries[parent] ?? {}, { child: id });
    before = entry;
    if (!isStream) addEntries(content, id, entries, body, mini);
  }
}

function entryBytes({ name, type, first, size, child, next }: Entry): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 'utf16le');
  bytes.writeUInt16LE(name.length * 2 + 2, 64);
  bytes.writeUInt8(type, 66);
  [none, next, child].forEach((id, index) => bytes.writeUInt32LE(id, 68 + index * 4));
  bytes.writeUInt32LE(first, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
}

class SectorWriter {
  readonly table: number[] = [];
  readonly #bytes: Buffer[] = [];
  readonly #sectorBytes: number;

  constructor(bytesOfSector: number) {
    this.#sectorBytes = bytesOfSector;
  }

  /** Returns the first sector. */
  add(content: Buffer): number {
    const count = Math.ceil(content.length / this.#sectorBytes);
    if (count === 0) return endOfChain;
    const first = this.table.length;
    for (let index = 0; index < count; index++) this.table.push(index + 1 < count ? first + index + 1 : endOfChain);
    this.#bytes.push(content, Buffer.alloc(count * this.#sectorBytes - content.length));
    return first;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#bytes);
  }
}

/** Padded with marks of free sectors. */
function numbers(values: readonly number[], length = values.length * 4): Buffer {
  const bytes = Buffer.alloc(length, 0xff);
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
  return bytes;
}
