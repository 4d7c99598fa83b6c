import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../platform/errors.ts';
import type { DocumentPart, LoadLimits, LoadWorkspace, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter, tooMuch } from '../document-writer.ts';
import { decodedBytes, headerText, parseMessage } from '../mail/message.ts';
import { addMail, type Attachment } from '../mail/reading.ts';
import { titleFromName } from './title.ts';

const maxMailBytes = 128 * 1024 * 1024;
const maxAttachments = 200;

/** A mail, or a web page saved as one file. Attachments become documents of their own. */
export async function loadMail(file: SourceFile, limits: LoadLimits, workspace: LoadWorkspace): Promise<ParsedDocument> {
  if (file.sizeBytes > maxMailBytes) throw tooMuch(`more than ${maxMailBytes / 1024 / 1024} MB of mail`);
  const message = parseMessage((await readFile(file.path)).toString('latin1'));
  const writer = new DocumentWriter(limits);
  const attachments = addMail(writer, message);
  if (writer.isEmpty && attachments.length === 0) throw new AppError('unsupported', 'The mail is empty', { hint: 'Check that it was saved completely.' });
  const parts = await writeParts(attachments.slice(0, maxAttachments), workspace.folder);
  const notes = attachments.length > maxAttachments ? [`${attachments.length - maxAttachments} of its ${attachments.length} attachments were left out`] : [];
  const metadata = { author: headerText(message, 'from') ?? '', date: dayOf(headerText(message, 'date')) };
  return { ...writer.finish({ title: headerText(message, 'subject') ?? titleFromName(file.name), notes }), metadata, parts };
}

/** YYYY-MM-DD of a date as mails write it; empty where there is none. */
function dayOf(header = ''): string {
  const time = Date.parse(header);
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
}

async function writeParts(attachments: readonly Attachment[], folder: string): Promise<DocumentPart[]> {
  const parts: DocumentPart[] = [];
  for (const [index, { name, part }] of attachments.entries()) {
    const bytes = decodedBytes(part);
    const target = path.join(folder, String(index));
    await writeFile(target, bytes);
    parts.push({ name: distinctName(name.replaceAll(/[/\\]/g, '_'), parts), path: target, sizeBytes: bytes.length });
  }
  return parts;
}

/** Mails may carry several attachments of one name. */
function distinctName(name: string, earlier: readonly DocumentPart[]): string {
  const isTaken = (candidate: string) => earlier.some((part) => part.name === candidate);
  const dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length;
  let distinct = name;
  for (let number = 2; isTaken(distinct); number++) distinct = `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
  return distinct;
}
