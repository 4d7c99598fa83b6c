/** A change to the properties of a style, paragraph, row or run (MS-DOC 2.2.5). */
export type Property = { code: number; operand: Buffer };

export const propertyCode = {
  list: 0x460b,
  listLevel: 0x260a,
  outlineLevel: 0x2640,
  isInTable: 0x2416,
  isRowEnd: 0x2417,
  nesting: 0x6649,
  isInnerCellEnd: 0x244b,
  isInnerRowEnd: 0x244c,
  cellDefinition: 0xd608,
  isHeaderRow: 0x3404,
  isDeleted: 0x0800,
  isHidden: 0x083c,
  /** Properties that stand in the data stream, being too many. */
  elsewhere: 0x6646,
  rowElsewhere: 0x646b,
} as const;

/** Bytes of the operand, by the upper three bits of the code; 6 says them itself. */
const operandBytes = [1, 1, 2, 4, 2, 2, 0, 3] as const;
const variableBytes = 6;

export function* propertiesIn(bytes: Buffer): Generator<Property> {
  for (let at = 0; at + 2 < bytes.length; ) {
    const code = bytes.readUInt16LE(at);
    const kind = code >> 13;
    at += 2;
    let length: number = operandBytes[kind] ?? 0;
    if (code === propertyCode.cellDefinition) {
      if (at + 2 > bytes.length) return;
      length = Math.max(0, bytes.readUInt16LE(at) - 1);
      at += 2;
    } else if (kind === variableBytes) {
      length = bytes[at] ?? 0;
      at += 1;
    }
    if (at + length > bytes.length) return;
    yield { code, operand: bytes.subarray(at, at + length) };
    at += length;
  }
}
