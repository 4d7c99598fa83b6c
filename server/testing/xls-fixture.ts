import { makeCompoundFile } from './compound-file-fixture.ts';

/** A record of a workbook: its type and data. */
export type XlsFixtureRecord = readonly [type: number, data: Buffer];
export type XlsSheetFixture = { name: string; records: readonly XlsFixtureRecord[]; state?: number };

/** A workbook as Excel 97 writes it, of sheets and the records that stand before them. */
export function makeXls(sheets: readonly XlsSheetFixture[], globals: readonly XlsFixtureRecord[] = []): Buffer {
  return makeCompoundFile({ Workbook: workbookStream(sheets, globals) });
}

export function workbookStream(sheets: readonly XlsSheetFixture[], globals: readonly XlsFixtureRecord[] = [], version = 0x600): Buffer {
  const named = (offset: number) => sheets.map(({ name, state = 0 }): XlsFixtureRecord => [0x85, fields('4111', [offset, state, 0, name.length], version === 0x600 ? wide(name) : Buffer.from(name, 'latin1'))]);
  const bodies = sheets.map(({ records }) => recordBytes([[0x809, fields('22', [version, 0x10])], ...records, [0x0a, Buffer.alloc(0)]]));
  const head = (entries: readonly XlsFixtureRecord[]) => recordBytes([[0x809, fields('22', [version, 5])], ...globals, ...entries, [0x0a, Buffer.alloc(0)]]);
  let offset = head(named(0)).length;
  const entries = named(0).map(([type, data], index): XlsFixtureRecord => {
    data.writeUInt32LE(offset, 0);
    offset += bodies[index]?.length ?? 0;
    return [type, data];
  });
  return Buffer.concat([head(entries), ...bodies]);
}

/** Numbers of as many bytes as the digits of `sizes` say, then the rest. */
export function fields(sizes: string, values: readonly number[], rest: Buffer = Buffer.alloc(0)): Buffer {
  const parts = values.map((value, index) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    const size = Number(sizes[index]);
    if (size < 8) bytes.writeUIntLE(value, 0, size);
    return bytes.subarray(0, size);
  });
  return Buffer.concat([...parts, rest]);
}

/** The characters of a text after the flag that says they have two bytes each. */
export function wide(text: string): Buffer {
  return Buffer.concat([Buffer.from([1]), Buffer.from(text, 'utf16le')]);
}

export function textCell(row: number, column: number, text: string): XlsFixtureRecord {
  return [0x204, fields('2222', [row, column, 0, text.length], wide(text))];
}

export function numberCell(row: number, column: number, value: number, format = 0): XlsFixtureRecord {
  return [0x203, fields('2228', [row, column, format, value])];
}

function recordBytes(records: readonly XlsFixtureRecord[]): Buffer {
  return Buffer.concat(records.flatMap(([type, data]) => [fields('22', [type, data.length]), data]));
}
