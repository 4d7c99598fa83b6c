/** A record of a workbook stream (MS-XLS 2.1.4); `pieces` are its data and those of the CONTINUE records after it. */
export type XlsRecord = { type: number; data: Buffer; pieces: Buffer[] };

export const recordType = {
  formula: 0x06,
  end: 0x0a,
  note: 0x1c,
  startsIn1904: 0x22,
  filePassword: 0x2f,
  continued: 0x3c,
  codePage: 0x42,
  object: 0x5d,
  sheet: 0x85,
  numbers: 0xbd,
  richString: 0xd6,
  cellFormat: 0xe0,
  mergedCells: 0xe5,
  sharedStrings: 0xfc,
  sharedString: 0xfd,
  objectText: 0x1b6,
  number: 0x203,
  label: 0x204,
  boolOrError: 0x205,
  string: 0x207,
  smallNumber: 0x27e,
  numberFormat: 0x41e,
  begin: 0x809,
} as const;

const headerBytes = 4;

/** Walks the records from `start` to `end`; one that is cut off ends the walk. */
export function* xlsRecords(stream: Buffer, start: number, end: number): Generator<XlsRecord> {
  let record = recordAt(stream, start, end);
  while (record) {
    const pieces = [record.data];
    let next = recordAt(stream, record.end, end);
    while (next?.type === recordType.continued) {
      pieces.push(next.data);
      next = recordAt(stream, next.end, end);
    }
    yield { type: record.type, data: record.data, pieces };
    record = next;
  }
}

function recordAt(stream: Buffer, at: number, end: number): { type: number; data: Buffer; end: number } | undefined {
  if (at + headerBytes > end) return undefined;
  const dataEnd = at + headerBytes + stream.readUInt16LE(at + 2);
  if (dataEnd > end) return undefined;
  return { type: stream.readUInt16LE(at), data: stream.subarray(at + headerBytes, dataEnd), end: dataEnd };
}
