import { deflateRawSync } from 'node:zlib';
import { refused, settled, slow, type HostileFile } from './hostile-file.ts';
import { deflated, wordDocument } from './office-parts.ts';
import { localHeader, makeRawZip, type RawEntry, withDirectory } from './raw-zip.ts';

const megabyte = 1024 * 1024;

/** So much of nothing in one deflate stream: a thousandth of its size. */
function zeros(megabytes: number): Buffer {
  return deflateRawSync(Buffer.alloc(megabytes * megabyte));
}

function bombWith(name: string, megabytes: number): RawEntry {
  return { name, method: 8, stored: zeros(megabytes), declaredBytes: megabytes * megabyte };
}

/** A zip in a zip in a zip, each holding the next ten times over. */
function nested(depth: number): Buffer {
  let inner = makeRawZip([bombWith('zeros.txt', 16)]);
  for (let level = 0; level < depth; level++) inner = makeRawZip(Array.from({ length: 10 }, (_, index) => deflated(`${level}-${index}.zip`, inner)));
  return inner;
}

/**
 * Entries that share one body: the data of each begins with a stored block that quotes the next one's header, and goes on
 * into the same zeros (David Fifield, "A better zip bomb", WOOT 2019).
 */
function overlapping(count: number, megabytes: number): Buffer {
  const kernel = zeros(megabytes);
  const nameOf = (index: number) => (index === 0 ? 'word/document.xml' : `word/part${String(index).padStart(8, '0')}`);
  const entries: RawEntry[] = [];
  const pieces: Buffer[] = [];
  let following: Buffer = kernel;
  let declaredBytes = megabytes * megabyte;
  for (let index = count - 1; index >= 0; index--) {
    const entry: RawEntry = { name: nameOf(index), method: 8, stored: following, declaredBytes };
    const header = localHeader(entry);
    entries.unshift(entry);
    const quote = Buffer.from([0, header.length & 255, header.length >> 8, ~header.length & 255, (~header.length >> 8) & 255]);
    if (index > 0) following = Buffer.concat([quote, header, following]);
    pieces.unshift(index > 0 ? Buffer.concat([quote, header]) : header);
    declaredBytes += header.length;
  }
  let offset = 0;
  const body = Buffer.concat([...pieces, kernel]);
  const places = entries.map((entry, index) => {
    const place = { offset: index === 0 ? 0 : offset + 5, compressedBytes: entry.stored.length };
    offset += pieces[index]!.length;
    return place;
  });
  return withDirectory(body, entries, places);
}

const document = deflated('word/document.xml', wordDocument('an ordinary paragraph'));

export const zipBombs: readonly HostileFile[] = [
  slow(refused('bomb.docx', () => makeRawZip([bombWith('word/document.xml', 512)]))),
  refused('bomb-small.docx', () => makeRawZip([bombWith('word/document.xml', 24)])),
  settled('bomb.zip', () => makeRawZip([bombWith('a.txt', 48)])),
  slow(settled('bomb-nested.zip', () => nested(5))),
  refused('bomb-overlapping.docx', () => overlapping(250, 21)),
  settled('bomb-overlapping.zip', () => overlapping(120, 8)),
  refused('lies-smaller.docx', () => makeRawZip([{ ...bombWith('word/document.xml', 24), declaredBytes: 100 }])),
  refused('lies-larger.docx', () => makeRawZip([{ ...document, declaredBytes: 0xfffffff0 }])),
  refused('lies-streamed.docx', () => makeRawZip([{ ...document, flags: 8, declaredBytes: 0 }])),
  refused('entries-65535.docx', () => makeRawZip([document, ...Array.from({ length: 65_534 }, (_, index) => ({ name: `word/${index}`, stored: Buffer.alloc(0) }))])),
  settled('entries-19000.zip', () => makeRawZip(Array.from({ length: 19_000 }, (_, index) => ({ name: `${index}.bin`, stored: Buffer.alloc(0) })))),
  slow(refused('many-middling.docx', () => makeRawZip([document, ...Array.from({ length: 40 }, (_, index) => bombWith(`word/media/${index}.bin`, 8))]))),
];
