const localHeaderBytes = 30;
const centralHeaderBytes = 46;

/** An entry as its headers shall claim it to be, whether that is so or not. */
export type RawEntry = {
  name: string;
  /** As stored: compressed where `method` is 8. */
  stored: Uint8Array;
  method?: 0 | 8;
  flags?: number;
  declaredBytes?: number;
  /** Upper half: the mode of Unix, 0o120777 for a symbolic link. */
  externalAttributes?: number;
};

/** Where an entry's local header stands, and how many bytes its data is said to have. */
type Place = { offset: number; compressedBytes: number };

function headerFields({ method = 0, flags = 0, stored, declaredBytes = stored.length, name }: RawEntry, compressedBytes: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(flags, 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(compressedBytes, 14);
  fields.writeUInt32LE(declaredBytes, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}

export function localHeader(entry: RawEntry, compressedBytes = entry.stored.length): Buffer {
  return Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), headerFields(entry, compressedBytes), Buffer.from(entry.name)]);
}

function centralHeader(entry: RawEntry, { offset, compressedBytes }: Place): Buffer {
  const rest = Buffer.alloc(centralHeaderBytes - localHeaderBytes - 2);
  rest.writeUInt32LE(entry.externalAttributes ?? 0, 6);
  rest.writeUInt32LE(offset, 10);
  const version = Buffer.from([20, 3]);
  return Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), version, headerFields(entry, compressedBytes), rest, Buffer.from(entry.name)]);
}

/** Closes a zip: its table of contents, in which every entry stands where `places` says. */
export function withDirectory(body: Uint8Array, entries: readonly RawEntry[], places: readonly Place[]): Buffer {
  const directory = Buffer.concat(entries.map((entry, index) => centralHeader(entry, places[index]!)));
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length % 0x10000, 8);
  end.writeUInt16LE(entries.length % 0x10000, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, directory, end]);
}

/** One entry after the other, with headers as claimed. */
export function makeRawZip(entries: readonly RawEntry[]): Buffer {
  const pieces = entries.map((entry) => Buffer.concat([localHeader(entry), entry.stored]));
  let offset = 0;
  const places = entries.map((entry, index) => {
    const place = { offset, compressedBytes: entry.stored.length };
    offset += pieces[index]!.length;
    return place;
  });
  return withDirectory(Buffer.concat(pieces), entries, places);
}
