import { AppError } from '../../platform/errors.ts';
import { declaredEncoding } from '../../platform/text/decode.ts';
import type { CompoundFile } from '../compound-file/compound-file.ts';
import type { CompoundStorage } from '../compound-file/directory.ts';
import type { DocumentWriter } from '../document-writer.ts';
import { addMail } from '../mail/reading.ts';
import { parseMessage, type MailPart } from '../mail/message.ts';
import { encodingOfCodePage } from '../rtf/encodings.ts';
import { readRtf } from '../rtf/reading.ts';
import { readAttachments, type MessageAttachment } from './attachments.ts';
import { unpackRtf } from './compressed-rtf.ts';
import { MessageProperties, type StorageKind } from './properties.ts';
import { readRecipients } from './recipients.ts';

export type MessageSummary = { subject: string | undefined; attachments: MessageAttachment[] };

const maxDepth = 20;

/** Writes an Outlook message as a mail: its headers, its body, then the messages within it likewise. */
export async function addMessage(
  writer: DocumentWriter,
  file: CompoundFile,
  storage: CompoundStorage,
  kind: StorageKind = 'message',
  depth = 0,
): Promise<MessageSummary> {
  const properties = await MessageProperties.read(file, storage, kind);
  const attachments = await readAttachments(file, storage, properties.encoding);
  const headers = await readHeaders(properties, file, storage);
  await refuseEncrypted(properties, attachments);
  await addBody(writer, headers, properties);
  const files: MessageAttachment[] = [];
  for (const attachment of attachments) {
    if (!attachment.message) files.push(attachment);
    else if (depth < maxDepth) files.push(...(await addMessage(writer, file, attachment.message, 'innerMessage', depth + 1)).attachments);
  }
  return { subject: await properties.text('0037'), attachments: files };
}

/** Headers as the mail came with them, else as Outlook keeps them; each in UTF-8, one byte in each character. */
async function readHeaders(properties: MessageProperties, file: CompoundFile, storage: CompoundStorage): Promise<Map<string, string>> {
  const headers = new Map<string, string>();
  const set = (name: string, value: string | undefined): void => {
    if (value && !headers.has(name)) headers.set(name, bytesIn(value));
  };
  const sent = parseMessage(bytesIn((await properties.text('007D')) ?? '')).headers;
  for (const name of ['from', 'to', 'cc', 'date']) {
    const value = sent.get(name);
    if (value) headers.set(name, value);
  }
  const recipients = await readRecipients(file, storage, properties.encoding);
  const address = (await properties.text('5D01')) ?? (await properties.text('0C1F'));
  const sender = ((await properties.text('0C1A')) ?? (await properties.text('0042')))?.replace(/^["']|["']$/g, '');
  set('from', sender && address?.includes('@') && !sender.includes('@') ? `${sender} <${address}>` : (sender ?? address));
  set('to', recipients.to ?? (await properties.text('0E04')));
  set('cc', recipients.cc ?? (await properties.text('0E03')));
  set('date', (properties.time('0039') ?? properties.time('0E06'))?.toUTCString());
  set('subject', await properties.text('0037'));
  return headers;
}

/** The page is the richest of the bodies, rich text the one that costs most. */
async function addBody(writer: DocumentWriter, headers: ReadonlyMap<string, string>, properties: MessageProperties): Promise<void> {
  const page = await properties.bytes('1013');
  const pageText = page ? undefined : await properties.text('1013');
  const text = page || pageText ? undefined : await properties.text('1000');
  if (page) {
    const codePage = properties.number('3FDE');
    const charset = declaredEncoding(page) ?? (codePage ? encodingOfCodePage(codePage) : properties.encoding);
    addMail(writer, mailPart(headers, `text/html; charset=${charset}`, page.toString('latin1')));
    return;
  }
  addMail(writer, mailPart(headers, `text/${pageText ? 'html' : 'plain'}; charset=utf-8`, bytesIn(pageText ?? text ?? '')));
  const packed = pageText || text ? undefined : await properties.bytes('1009');
  if (packed) readRtf(unpackRtf(packed), writer);
}

/** What is encrypted with S/MIME, PGP or by rights management is an attachment that nobody else can open. A signed message is one too, but readable. */
async function refuseEncrypted(properties: MessageProperties, attachments: readonly MessageAttachment[]): Promise<void> {
  const kind = (await properties.text('001A')) ?? '';
  const isEncrypted = attachments.some(({ name, mediaType }) => /\.(rpmsg|pgp-encrypted)$/i.test(name) || mediaType === 'application/pgp-encrypted');
  if (!isEncrypted && !/\.SMIME$/i.test(kind)) return;
  throw new AppError('unsupported', 'The message is encrypted', { hint: 'Open it with its key, save it as text or PDF and upload that.' });
}

function mailPart(headers: ReadonlyMap<string, string>, contentType: string, body: string): MailPart {
  return { headers: new Map([...headers, ['content-type', contentType]]), body };
}

function bytesIn(text: string): string {
  return Buffer.from(text).toString('latin1');
}
