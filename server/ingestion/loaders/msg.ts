import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../platform/errors.ts';
import { withCompoundFile } from '../compound-file/compound-file.ts';
import type { DocumentPart, LoadLimits, LoadWorkspace, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import type { MessageAttachment } from '../msg/attachments.ts';
import { addMessage } from '../msg/message.ts';
import { titleFromName } from './title.ts';

/** An Outlook message; its attachments become documents of their own. */
export async function loadMsg(file: SourceFile, limits: LoadLimits, workspace: LoadWorkspace): Promise<ParsedDocument> {
  return withCompoundFile(file.path, async (compound) => {
    const writer = new DocumentWriter(limits);
    const { subject, attachments } = await addMessage(writer, compound, compound.root);
    const parts = await writeParts(attachments, workspace.folder);
    if (writer.isEmpty && parts.length === 0) throw new AppError('unsupported', 'The message is empty', { hint: 'Check that it was saved completely.' });
    return { ...writer.finish({ title: subject ?? titleFromName(file.name), notes: [] }), parts };
  });
}

/** Under numbers of our own: the names were given by the sender. */
async function writeParts(attachments: readonly MessageAttachment[], folder: string): Promise<DocumentPart[]> {
  const parts: DocumentPart[] = [];
  for (const { name, read } of attachments) {
    if (!read) continue;
    const bytes = await read();
    const partPath = path.join(folder, `attachment-${parts.length + 1}`);
    await writeFile(partPath, bytes);
    parts.push({ name, path: partPath, sizeBytes: bytes.length });
  }
  return parts;
}
