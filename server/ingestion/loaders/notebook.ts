import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { readHtml } from '../html/reading.ts';
import { parseNotebook, type NotebookCell } from '../notebook/cells.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import { loadText, readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

/** A Jupyter notebook: text, code and what the code gave, in their order. */
export async function loadNotebook(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const notebook = parseNotebook((await readDecoded(file, limits)).text);
  if (!notebook) return { ...(await loadText(file, limits)), notes: ['The notebook is damaged; it was read as plain text'] };
  const writer = new DocumentWriter(limits);
  let firstHeading: string | undefined;
  for (const cell of notebook.cells) {
    if (cell.type === 'code') {
      addCode(writer, cell);
    } else {
      const heading = addMarkdown(writer, cell.source);
      firstHeading ??= heading;
    }
  }
  return writer.finish({ title: notebook.title ?? firstHeading ?? titleFromName(file.name), notes: [] });
}

/** Returns the first heading. */
function addMarkdown(writer: DocumentWriter, source: string): string | undefined {
  const tables = new Map<number, number>();
  let heading: string | undefined;
  for (const { kind, start, end, level, cell, headingText } of markdownBlocks(source)) {
    heading ??= headingText;
    if (cell && !tables.has(cell.table)) tables.set(cell.table, writer.nextTable());
    const place = cell ? { cell: { ...cell, table: tables.get(cell.table) ?? 0 } } : {};
    writer.add(kind, headingText ?? source.slice(start, end), level ? { level } : place);
  }
  return heading;
}

function addCode(writer: DocumentWriter, { source, shown }: NotebookCell): void {
  writer.add('code', source);
  for (const { html, text } of shown) {
    if (html) readHtml(html, writer);
    else writer.add('code', text);
  }
}
