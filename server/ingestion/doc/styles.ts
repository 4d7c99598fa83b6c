import { levelByName, levelByOutline, type ParagraphStyle } from '../docx/styles.ts';
import { propertiesIn, propertyCode } from './properties.ts';

type RawStyle = { name: string; kind: number; basedOn: number; own: ParagraphStyle };

const paragraphKind = 1;
const noStyle = 0xfff;
const lastBuiltInHeading = 9;
const maxInheritance = 20;

/** What each paragraph style means, by its number (MS-DOC 2.9.271). */
export function readDocStyles(place: Buffer): ParagraphStyle[] {
  if (place.length < 6) return [];
  const headerBytes = place.readUInt16LE(0);
  const count = place.readUInt16LE(2);
  const fixedBytes = place.readUInt16LE(4);
  const styles: (RawStyle | undefined)[] = [];
  for (let at = 2 + headerBytes; styles.length < count && at + 2 <= place.length; ) {
    const length = place.readUInt16LE(at);
    const style = place.subarray(at + 2, at + 2 + length);
    styles.push(style.length >= fixedBytes + 2 && fixedBytes >= 6 ? styleOf(style, fixedBytes) : undefined);
    at += 2 + length + (length % 2);
  }
  return styles.map((_, index) => inherited(styles, index));
}

/** The list and the heading level of a paragraph that differs from its style. */
export function ownStyle(properties: Buffer): ParagraphStyle {
  const style: ParagraphStyle = {};
  for (const { code, operand } of propertiesIn(properties)) {
    if (code === propertyCode.list) style.numberingId = String(operand.readUInt16LE(0));
    else if (code === propertyCode.listLevel) style.numberingLevel = operand[0];
    else if (code === propertyCode.outlineLevel) style.headingLevel = levelByOutline(String(operand[0]));
  }
  return style;
}

function styleOf(style: Buffer, fixedBytes: number): RawStyle {
  const builtIn = style.readUInt16LE(0) & 0xfff;
  const kind = style.readUInt16LE(2) & 0xf;
  const nameChars = style.readUInt16LE(fixedBytes);
  const nameEnd = fixedBytes + 2 + nameChars * 2;
  const name = style.toString('utf16le', fixedBytes + 2, nameEnd);
  const own = kind === paragraphKind ? paragraphProperties(style, nameEnd + 2) : {};
  const headingLevel = builtIn >= 1 && builtIn <= lastBuiltInHeading ? levelByOutline(String(builtIn - 1)) : (levelByName(name) ?? own.headingLevel);
  return { name, kind, basedOn: style.readUInt16LE(2) >> 4, own: { ...own, headingLevel } };
}

function paragraphProperties(style: Buffer, at: number): ParagraphStyle {
  if (at + 4 > style.length) return {};
  return ownStyle(style.subarray(at + 4, at + 2 + style.readUInt16LE(at)));
}

function inherited(styles: readonly (RawStyle | undefined)[], index: number): ParagraphStyle {
  const style: ParagraphStyle = {};
  let next = styles[index];
  for (let steps = 0; next && steps < maxInheritance; steps++) {
    style.headingLevel ??= next.own.headingLevel;
    style.numberingId ??= next.own.numberingId;
    style.numberingLevel ??= next.own.numberingLevel;
    next = next.basedOn === noStyle ? undefined : styles[next.basedOn];
  }
  return style;
}
