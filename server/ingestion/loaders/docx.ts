import { checkContainer } from '../container-check.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { readBody } from '../docx/body.ts';
import { readParagraphs } from '../docx/notes.ts';
import { readDocxParts } from '../docx/package.ts';
import { titleFromName } from './title.ts';

/** A Word document: its body in order, then what stands on every page, once. */
export async function loadDocx(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  await checkContainer(file.path);
  const parts = await readDocxParts(file.path);
  const writer = new DocumentWriter(limits);
  const firstHeading = readBody(parts, writer);
  const everyPage = [...parts.headers, ...parts.footers].flatMap((part) => readParagraphs(part));
  for (const text of new Set(everyPage)) if (/\p{L}{2}/u.test(text)) writer.add('paragraph', text);
  const title = readParagraphs(parts.properties, 'title')[0];
  return writer.finish({ title: title ?? firstHeading ?? titleFromName(file.name), notes: [] });
}
