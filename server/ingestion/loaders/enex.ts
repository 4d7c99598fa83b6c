import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../platform/errors.ts';
import { decodeText, declaredEncoding } from '../../platform/text/decode.ts';
import type { DocumentPart, LoadLimits, LoadWorkspace, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter, tooMuch } from '../document-writer.ts';
import { EvernoteReader, type Attachment } from '../enex/notes.ts';
import { walkAsFarAsItGoes, withoutDoctype } from '../xml/tree.ts';
import { titleFromName } from './title.ts';

const maxExportBytes = 128 * 1024 * 1024;
const maxAttachments = 1_000;

/** An export of Evernote: each note a section with its text; what is attached becomes documents of their own. */
export async function loadEnex(file: SourceFile, limits: LoadLimits, workspace: LoadWorkspace): Promise<ParsedDocument> {
  if (file.sizeBytes > maxExportBytes) throw tooMuch(`more than ${maxExportBytes / 1024 / 1024} MB of notes`);
  const bytes = await readFile(file.path);
  const writer = new DocumentWriter(limits);
  const reader = new EvernoteReader(writer);
  const damage = walkAsFarAsItGoes(withoutDoctype(decodeText(bytes, declaredEncoding(bytes)).text), reader);
  reader.finish();
  if (writer.isEmpty) throw new AppError('unsupported', 'The export holds no notes', { hint: 'Export the notes again and upload that.' });
  const parts = await writeParts(reader.attachments.slice(0, maxAttachments), workspace);
  const notes = damage ? ['The export is damaged; it was read as far as it goes'] : [];
  if (reader.attachments.length > maxAttachments) notes.push(`Of ${reader.attachments.length} attachments the first ${maxAttachments} were read`);
  return { ...writer.finish({ title: titleFromName(file.name), notes }), ...(parts.length > 0 ? { parts } : {}) };
}

async function writeParts(attachments: readonly Attachment[], { folder }: LoadWorkspace): Promise<DocumentPart[]> {
  const parts: DocumentPart[] = [];
  for (const { name, base64 } of attachments) {
    const content = Buffer.from(base64, 'base64');
    if (content.length === 0) continue;
    const place = path.join(folder, `attachment-${parts.length}`);
    await writeFile(place, content);
    parts.push({ name, path: place, sizeBytes: content.length });
  }
  return parts;
}
