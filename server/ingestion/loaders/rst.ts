import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { readRst } from '../rst/reading.ts';
import { readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

/** reStructuredText, freed of its marks. */
export async function loadRst(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits);
  const writer = new DocumentWriter(limits);
  const heading = readRst(text, writer);
  return writer.finish({ title: heading ?? titleFromName(file.name), notes: [] });
}
