import { withContainer } from '../container.ts';
import type { LoadLimits, LoadWorkspace, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { readBody } from '../docx/body.ts';
import { readParagraphs } from '../docx/notes.ts';
import { readDocxParts } from '../docx/package.ts';
import { EmbeddedPictures } from '../ocr/embedded-pictures.ts';
import { readRelationships } from '../ooxml/relationships.ts';
import { titleFromName } from './title.ts';

/** YYYY-MM-DD, which a time in ISO 8601 begins with. */
const dayChars = 10;

/** A Word document: its body in order, then what stands on every page, once. */
export async function loadDocx(file: SourceFile, limits: LoadLimits, workspace: LoadWorkspace): Promise<ParsedDocument> {
  return withContainer(file.path, async (container) => {
    const parts = await readDocxParts(file.path);
    const pictures = new EmbeddedPictures(container, workspace);
    const images = (await readRelationships(container, parts.documentName)).filter(({ type }) => type === 'image');
    const writer = new DocumentWriter(limits);
    const firstHeading = readBody(parts, writer, await pictures.textsOf(new Map(images.map(({ id, target }) => [id, target]))));
    const everyPage = [...parts.headers, ...parts.footers].flatMap((part) => readParagraphs(part));
    for (const text of new Set(everyPage)) if (/\p{L}{2}/u.test(text)) writer.add('paragraph', text);
    const title = readParagraphs(parts.properties, 'title')[0];
    const [author = '', created = ''] = ['creator', 'created'].map((name) => readParagraphs(parts.properties, name)[0]);
    const document = writer.finish({ title: title ?? firstHeading ?? titleFromName(file.name), notes: pictures.notes() });
    return { ...document, metadata: { author, date: created.slice(0, dayChars) } };
  });
}
