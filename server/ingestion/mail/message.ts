import { decodeCharset, decodeHeader, decodeTransfer } from './encoding.ts';

/** A mail or a part of one. Headers by their name in lower case; `body` holds one byte in each character. */
export type MailPart = { headers: ReadonlyMap<string, string>; body: string };
export type ContentType = { type: string; parameters: ReadonlyMap<string, string> };

const maxHeaders = 1_000;
const maxParts = 1_000;

export function parseMessage(raw: string): MailPart {
  const blank = /\r?\n\r?\n|^\r?\n/.exec(raw);
  const head = blank ? raw.slice(0, blank.index) : raw;
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/, maxHeaders)) {
    const [, name, value] = /^([!-9;-~]+)\s*:(.*)$/.exec(line) ?? [];
    if (name && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), (value ?? '').trim());
  }
  return { headers, body: blank ? raw.slice(blank.index + blank[0].length) : '' };
}

/** Readable text of a header; undefined where it is missing or empty. */
export function headerText(part: MailPart, name: string): string | undefined {
  return decodeHeader(part.headers.get(name) ?? '') || undefined;
}

export function contentTypeOf(part: MailPart): ContentType {
  return parseStructured(part.headers.get('content-type') ?? 'text/plain');
}

/** The parts between the boundaries; what stands before the first and after the last is not read. */
export function partsOf({ body }: MailPart, boundary: string): MailPart[] {
  const delimiter = new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/[^\w]/g, '\\$&')}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g');
  const parts: MailPart[] = [];
  let start: number | undefined;
  for (const match of body.matchAll(delimiter)) {
    if (start !== undefined) parts.push(parseMessage(body.slice(start, match.index)));
    start = match[1] || parts.length >= maxParts ? undefined : bodyStart(body, match.index + match[0].length);
    if (start === undefined) break;
  }
  // A mail that was cut off lacks its last boundary.
  if (start !== undefined) parts.push(parseMessage(body.slice(start)));
  return parts;
}

function bodyStart(body: string, end: number): number {
  return end + (/^\r?\n/.exec(body.slice(end, end + 2))?.[0].length ?? 0);
}

export function decodedBytes(part: MailPart): Buffer {
  return decodeTransfer(part.body, part.headers.get('content-transfer-encoding')?.trim().toLowerCase() ?? '');
}

export function decodedText(part: MailPart): string {
  return decodeCharset(decodedBytes(part), contentTypeOf(part).parameters.get('charset'));
}

/** Name of an attachment; undefined for what is to be read with the mail. */
export function attachmentName(part: MailPart): string | undefined {
  const disposition = parseStructured(part.headers.get('content-disposition') ?? '');
  const name = disposition.parameters.get('filename') ?? contentTypeOf(part).parameters.get('name');
  const isText = /^(text\/(plain|html)|multipart\/.+|message\/rfc822)$/.test(contentTypeOf(part).type);
  if (isText && (disposition.type !== 'attachment' || contentTypeOf(part).type === 'message/rfc822')) return undefined;
  return name ? decodeHeader(name) : contentTypeOf(part).type;
}

/** A value with parameters, as in "text/plain; charset=utf-8", also where they are continued or name their character set (RFC 2231). */
function parseStructured(value: string): ContentType {
  const parameters = new Map<string, string>();
  for (const match of value.matchAll(/;\s*([\w-]+)(\*\d+)?(\*)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g)) {
    const [, name = '', , isEncoded, quoted, bare = ''] = match;
    const raw = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    const key = name.toLowerCase();
    parameters.set(key, (parameters.get(key) ?? '') + (isEncoded ? percentDecoded(raw) : raw));
  }
  return { type: (/^[^;\s]*/.exec(value.trim())?.[0] ?? '').toLowerCase(), parameters };
}

function percentDecoded(value: string): string {
  const [, charset, text = value] = /^([\w-]*)'[^']*'(.*)$/s.exec(value) ?? [];
  const bytes = text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeCharset(Buffer.from(bytes, 'latin1'), charset);
}
