import { decodeText } from '../../platform/text/decode.ts';

/** By the number a font gives its character set (RTF 1.9.1, \fcharset). */
const byCharset: Readonly<Record<number, string>> = {
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gb18030',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};
const byCodePage: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  20866: 'koi8-r',
  20932: 'euc-jp',
  21866: 'koi8-u',
  28592: 'iso-8859-2',
  28594: 'iso-8859-4',
  28595: 'iso-8859-5',
  28596: 'iso-8859-6',
  28597: 'iso-8859-7',
  28598: 'iso-8859-8',
  28599: 'windows-1254',
  28605: 'iso-8859-15',
  50220: 'iso-2022-jp',
  51932: 'euc-jp',
  51949: 'euc-kr',
  54936: 'gb18030',
  65001: 'utf-8',
};
const western = 'windows-1252';
const doubleByte = new Set(['shift_jis', 'euc-kr', 'gb18030', 'big5']);

export function encodingOfCharset(charset: number): string | undefined {
  return byCharset[charset];
}

export function encodingOfCodePage(codePage: number): string {
  return byCodePage[codePage] ?? (codePage >= 1250 && codePage <= 1258 ? `windows-${codePage}` : western);
}

export function decodeBytes(bytes: readonly number[], encoding: string): string {
  const data = Uint8Array.from(bytes);
  return encoding === western ? decodeText(data, western).text : new TextDecoder(encoding).decode(data);
}

/** Whether the bytes stop inside a character, whose second byte may stand in the text as a letter. */
export function endsInsideCharacter(bytes: readonly number[], encoding: string): boolean {
  if (!doubleByte.has(encoding)) return false;
  let index = 0;
  while (index < bytes.length) index += isLead(bytes[index] ?? 0, encoding) ? 2 : 1;
  return index > bytes.length;
}

function isLead(byte: number, encoding: string): boolean {
  const isHalfWidth = encoding === 'shift_jis' && byte >= 0xa0 && byte <= 0xdf;
  return byte >= 0x81 && byte <= 0xfe && !isHalfWidth;
}
