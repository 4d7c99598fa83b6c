import { decodeText } from '../../platform/text/decode.ts';

const encodedWord = /=\?([\w.:-]+)(?:\*[\w-]+)?\?([bq])\?([^?\s]*)\?=/gi;
/** Says everything in ASCII, so that nothing but its name tells it from that. */
const sevenBitCharset = /^iso-2022-jp/i;

/** Text of bytes in the character set a mail names; guessed where it names none, or a wrong one. */
export function decodeCharset(bytes: Uint8Array, charset: string | undefined): string {
  if (charset && sevenBitCharset.test(charset)) return new TextDecoder('iso-2022-jp').decode(bytes);
  return decodeText(bytes, charset).text;
}

/** Bytes of a body; `content` holds one byte in each character. */
export function decodeTransfer(content: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(content, 'base64');
  if (encoding === 'quoted-printable') return quotedPrintable(content.replace(/[ \t]+(?=\r?\n)/g, '').replace(/=\r?\n/g, ''));
  return Buffer.from(content, 'latin1');
}

/** Header text with its encoded words read (RFC 2047). Neighbours of one character set may share a character. */
export function decodeHeader(raw: string): string {
  const words: { charset: string; bytes: Buffer }[] = [];
  const parts: string[] = [];
  let end = 0;
  const flush = () => {
    for (const { charset, bytes } of words.splice(0)) parts.push(decodeCharset(bytes, charset));
  };
  for (const match of raw.matchAll(encodedWord)) {
    const [whole, charset = '', kind = '', content = ''] = match;
    const between = raw.slice(end, match.index);
    if (end === 0 || between.trim() !== '') {
      flush();
      parts.push(plainText(between));
    }
    const bytes = /b/i.test(kind) ? Buffer.from(content, 'base64') : quotedPrintable(content.replaceAll('_', ' '));
    const last = words.at(-1);
    if (last?.charset.toLowerCase() === charset.toLowerCase()) last.bytes = Buffer.concat([last.bytes, bytes]);
    else words.push({ charset, bytes });
    end = match.index + whole.length;
  }
  flush();
  parts.push(plainText(raw.slice(end)));
  return parts.join('').replace(/\s+/g, ' ').trim();
}

function plainText(raw: string): string {
  return /[\x80-\xff]/.test(raw) ? decodeText(Buffer.from(raw, 'latin1')).text : raw;
}

function quotedPrintable(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
