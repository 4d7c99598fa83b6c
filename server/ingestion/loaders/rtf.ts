import { readFile } from 'node:fs/promises';
import { AppError } from '../../platform/errors.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter, tooMuch } from '../document-writer.ts';
import { readRtf } from '../rtf/reading.ts';
import { titleFromName } from './title.ts';

/** Pictures make most of a large file. */
const maxRtfBytes = 128 * 1024 * 1024;

export async function loadRtf(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  if (file.sizeBytes > maxRtfBytes) throw tooMuch(`more than ${maxRtfBytes / 1024 / 1024} MB of rich text`);
  const writer = new DocumentWriter(limits);
  const title = readRtf((await readFile(file.path)).toString('latin1'), writer);
  if (writer.isEmpty) throw new AppError('unsupported', 'The document holds no text', { hint: 'Check that it was saved completely.' });
  return writer.finish({ title: title ?? titleFromName(file.name), notes: [] });
}
