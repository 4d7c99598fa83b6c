import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { declaredEncoding } from '../../platform/text/decode.ts';
import { readMetaTags } from '../html/meta-tags.ts';
import { readPage } from '../html/reading.ts';
import { readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

/** A page of the web. One that was fetched is read without what stands around it, which its site repeats on every page. */
export async function loadHtml(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits, declaredEncoding);
  const writer = new DocumentWriter(limits);
  const title = readPage(text, writer, file.url !== undefined);
  return { ...writer.finish({ title: title ?? titleFromName(file.name), notes: [] }), metadata: { ...readMetaTags(text) } };
}
