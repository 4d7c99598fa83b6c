/** A record of a presentation or of a drawing in it (MS-PPT 2.3.1); the data of a container are records. */
export type PptRecord = { type: number; instance: number; data: Buffer };

export const recordType = {
  document: 0x3e8,
  slide: 0x3ee,
  slideInfo: 0x3f9,
  slideAtom: 0x3ef,
  notes: 0x3f0,
  slidePlace: 0x3f3,
  drawing: 0x40c,
  placeholder: 0xbc3,
  outlineReference: 0xf9e,
  textHeader: 0xf9f,
  wideText: 0xfa0,
  narrowText: 0xfa8,
  text: 0xfba,
  slideList: 0xff0,
  edit: 0xff5,
  programTags: 0x1388,
  programTag: 0x138a,
  programData: 0x138b,
  persistDirectory: 0x1772,
  comment: 0x2ee0,
  drawingContainer: 0xf002,
  group: 0xf003,
  shape: 0xf004,
  shapeProperties: 0xf00b,
  textBox: 0xf00d,
  childAnchor: 0xf00f,
  anchor: 0xf010,
  clientData: 0xf011,
  moreShapeProperties: 0xf122,
} as const;

const headerBytes = 8;

/** The records in the data, one after the other; one that is cut off ends the walk. */
export function* pptRecords(data: Buffer): Generator<PptRecord> {
  for (let at = 0; ; ) {
    const record = recordAt(data, at);
    if (!record) return;
    yield record;
    at += headerBytes + record.data.length;
  }
}

export function recordAt(data: Buffer, at: number): PptRecord | undefined {
  if (at + headerBytes > data.length) return undefined;
  const end = at + headerBytes + data.readUInt32LE(at + 4);
  if (end > data.length) return undefined;
  return { type: data.readUInt16LE(at + 2), instance: data.readUInt16LE(at) >> 4, data: data.subarray(at + headerBytes, end) };
}

/** The first record in the data of this type. */
export function findRecord(data: Buffer, type: number): PptRecord | undefined {
  for (const record of pptRecords(data)) if (record.type === type) return record;
  return undefined;
}
