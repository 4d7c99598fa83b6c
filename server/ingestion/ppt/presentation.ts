import { passwordProtected } from '../compound-file/password.ts';
import { damagedContainer } from '../zip-directory.ts';
import { findRecord, pptRecords, recordAt, recordType } from './records.ts';
import { addText, type PptText } from './texts.ts';

/** Data of a slide's container, its texts as the outline has them, and the data of its notes page. */
export type PptSlide = { data: Buffer; outline: PptText[]; notes: Buffer | undefined };
type Place = { persistId: number; slideId: number; outline: PptText[] };

const encryptedToken = 0xf3d1c4df;
const encryptedEditBytes = 32;
const slidesInstance = 0;
const notesInstance = 2;

/** The slides in their order (MS-PPT 2.1.2). @throws AppError unsupported, when a password is needed or the file is damaged */
export function readPptSlides(stream: Buffer, currentUser: Buffer): PptSlide[] {
  if (currentUser.length < 20) throw damagedContainer('the list of its changes is missing');
  if (currentUser.readUInt32LE(12) === encryptedToken) throw passwordProtected('presentation');
  const { offsets, documentId } = readEdits(stream, currentUser.readUInt32LE(16));
  const containers = new Containers(stream, offsets);
  const document = containers.take(documentId, recordType.document);
  if (!document) throw damagedContainer('its document is missing');
  const notesById = new Map(placesIn(document, notesInstance).map(({ slideId, persistId }) => [slideId, persistId]));
  return placesIn(document, slidesInstance).flatMap(({ persistId, outline }) => {
    const data = containers.take(persistId, recordType.slide);
    if (!data) return [];
    const about = findRecord(data, recordType.slideAtom)?.data;
    const notesId = about && about.length >= 20 ? notesById.get(about.readUInt32LE(16)) : undefined;
    return [{ data, outline, notes: notesId === undefined ? undefined : containers.take(notesId, recordType.notes) }];
  });
}

/** Where the parts are, by their number. The last change comes first, and what it says counts. */
function readEdits(stream: Buffer, last: number): { offsets: Map<number, number>; documentId: number } {
  const offsets = new Map<number, number>();
  const met = new Set<number>();
  let documentId = 0;
  let bytesLeft = stream.length;
  for (let at = last; met.size === 0 || at !== 0; ) {
    const edit = recordAt(stream, at);
    if (edit?.type !== recordType.edit || edit.data.length < 20 || met.has(at)) throw damagedContainer('the list of its changes is broken');
    if (edit.data.length >= encryptedEditBytes) throw passwordProtected('presentation');
    if (met.size === 0) documentId = edit.data.readUInt32LE(16);
    met.add(at);
    const directory = recordAt(stream, edit.data.readUInt32LE(12));
    if (directory?.type === recordType.persistDirectory) {
      bytesLeft -= directory.data.length;
      if (bytesLeft < 0) throw damagedContainer('parts of it overlap');
      addOffsets(directory.data, offsets);
    }
    at = edit.data.readUInt32LE(8);
  }
  return { offsets, documentId };
}

/** Runs of neighbours: the number of the first in 20 bits, how many in 12, then the place of each. */
function addOffsets(data: Buffer, offsets: Map<number, number>): void {
  for (let at = 0; at + 4 <= data.length; ) {
    const run = data.readUInt32LE(at);
    const first = run & 0xfffff;
    const count = run >>> 20;
    at += 4;
    for (let index = 0; index < count && at + 4 <= data.length; index++, at += 4) {
      if (!offsets.has(first + index)) offsets.set(first + index, data.readUInt32LE(at));
    }
  }
}

/** A list of slides names each by its number, followed by its texts. */
function placesIn(document: Buffer, instance: number): Place[] {
  const places: Place[] = [];
  for (const list of pptRecords(document)) {
    if (list.type !== recordType.slideList || list.instance !== instance) continue;
    for (const record of pptRecords(list.data)) {
      const { type, data } = record;
      if (type === recordType.slidePlace && data.length >= 16) places.push({ persistId: data.readUInt32LE(0), slideId: data.readUInt32LE(12), outline: [] });
      else addText(record, places.at(-1)?.outline ?? []);
    }
  }
  return places;
}

/** Lends the data of the parts. None is lent twice over, so that a small file cannot be read without end. */
class Containers {
  readonly #stream: Buffer;
  readonly #offsets: ReadonlyMap<number, number>;
  #bytesLeft: number;

  constructor(stream: Buffer, offsets: ReadonlyMap<number, number>) {
    this.#stream = stream;
    this.#offsets = offsets;
    this.#bytesLeft = 2 * stream.length;
  }

  take(persistId: number, type: number): Buffer | undefined {
    const offset = this.#offsets.get(persistId);
    const record = offset === undefined ? undefined : recordAt(this.#stream, offset);
    if (record?.type !== type) return undefined;
    this.#bytesLeft -= record.data.length;
    if (this.#bytesLeft < 0) throw damagedContainer('parts of it overlap');
    return record.data;
  }
}
