import { decodeText } from '../../platform/text/decode.ts';

/** What programs leave in archives beside the files that people put there. */
const leavings = /(^|\/)(__MACOSX\/|\.|~\$|(temp|tmp)[^/]*$|Thumbs\.db$|desktop\.ini$)/i;

/** Name of an entry, in UTF-8 or, from an older program, in the code page of a Chinese or Western machine. */
export function entryName(nameBytes: Buffer): string {
  return decodeText(nameBytes).text.replaceAll('\\', '/');
}

export function isLeaving(name: string): boolean {
  return leavings.test(name);
}

export function isUnsafe(name: string): boolean {
  return /^\/|^[a-z]:|\0|(^|\/)\.\.(\/|$)/i.test(name);
}
