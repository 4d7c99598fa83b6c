import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { declaredEncoding } from '../../platform/text/decode.ts';
import { readHtml } from '../html/reading.ts';
import { readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

export async function loadHtml(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits, declaredEncoding);
  const writer = new DocumentWriter(limits);
  const title = readHtml(text, writer);
  return writer.finish({ title: title ?? titleFromName(file.name), notes: [] });
}
