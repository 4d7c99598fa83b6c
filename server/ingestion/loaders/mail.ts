import { readFile } from 'node:fs/promises';
import { AppError } from '../../platform/errors.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter, tooMuch } from '../document-writer.ts';
import { headerText, parseMessage } from '../mail/message.ts';
import { addMail } from '../mail/reading.ts';
import { titleFromName } from './title.ts';

const maxMailBytes = 128 * 1024 * 1024;
const maxAttachmentsNamed = 20;

/** A mail, or a web page saved as one file. Attachments are named, not read. */
export async function loadMail(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  if (file.sizeBytes > maxMailBytes) throw tooMuch(`more than ${maxMailBytes / 1024 / 1024} MB of mail`);
  const message = parseMessage((await readFile(file.path)).toString('latin1'));
  const writer = new DocumentWriter(limits);
  const attachments = addMail(writer, message);
  if (writer.isEmpty) throw new AppError('unsupported', 'The mail is empty', { hint: 'Check that it was saved completely.' });
  return writer.finish({ title: headerText(message, 'subject') ?? titleFromName(file.name), notes: attachmentNote(attachments) });
}

function attachmentNote(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const listed = names.slice(0, maxAttachmentsNamed).map((name) => `"${name}"`);
  const named = listed.join(', ') + (names.length > maxAttachmentsNamed ? '...' : '');
  return [names.length === 1 ? `The attachment ${named} was not read; upload it by itself` : `The attachments ${named} were not read; upload them by themselves`];
}
