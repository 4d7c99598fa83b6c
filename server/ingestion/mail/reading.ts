import type { DocumentWriter } from '../document-writer.ts';
import { readHtml } from '../html/reading.ts';
import { attachmentName, contentTypeOf, decodedBytes, decodedText, headerText, parseMessage, partsOf, type MailPart } from './message.ts';

const maxDepth = 20;
const shownHeaders = ['From', 'To', 'Cc', 'Date', 'Subject'];

export type Attachment = { name: string; part: MailPart };

/** Writes a mail: its headers, then its body, mails within it likewise. Returns the attachments. */
export function addMail(writer: DocumentWriter, message: MailPart, depth = 0): Attachment[] {
  const lines = shownHeaders.flatMap((name) => {
    const text = headerText(message, name.toLowerCase());
    return text ? [`${name}: ${text}`] : [];
  });
  writer.add('paragraph', lines.join('\n'));
  return addPart(writer, message, depth);
}

function addPart(writer: DocumentWriter, part: MailPart, depth: number): Attachment[] {
  if (depth > maxDepth) return [];
  const { type, parameters } = contentTypeOf(part);
  const boundary = parameters.get('boundary');
  if (type.startsWith('multipart/') && boundary) return addParts(writer, partsOf(part, boundary), type, depth + 1);
  if (type === 'message/rfc822') return addMail(writer, parseMessage(decodedBytes(part).toString('latin1')), depth + 1);
  const name = attachmentName(part);
  if (name !== undefined) return [{ name, part }];
  if (type === 'text/html') readHtml(decodedText(part), writer);
  else addPlainText(writer, decodedText(part));
  return [];
}

/** Of alternatives the last that is text is the richest (RFC 2046, 5.1.4); of related parts the first is the page, the rest belong to it. */
function addParts(writer: DocumentWriter, parts: readonly MailPart[], type: string, depth: number): Attachment[] {
  if (type === 'multipart/alternative') {
    const readable = parts.findLast((part) => /^(text\/(plain|html)|multipart\/.+)$/.test(contentTypeOf(part).type));
    return readable ? addPart(writer, readable, depth) : [];
  }
  if (type === 'multipart/related') return parts[0] ? addPart(writer, parts[0], depth) : [];
  return parts.flatMap((part) => addPart(writer, part, depth));
}

function addPlainText(writer: DocumentWriter, text: string): void {
  for (const paragraph of text.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*\n\s*/)) writer.add('paragraph', paragraph);
}
