import { readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFParse } from 'pdf-parse';
import { loadPdf } from '../../server/ingestion/loaders/pdf.ts';
import { compare, printRatios } from './compare.ts';

const limits = { maxTextChars: 50_000_000, maxBlocks: 1_000_000, maxPages: 20_000 };
const workspace = { folder: tmpdir(), advance: () => undefined };

async function ours(file: string): Promise<{ text: string; pages: number }> {
  const { text, pageCount } = await loadPdf({ path: file, name: path.basename(file), sizeBytes: (await stat(file)).size }, limits, workspace);
  return { text, pages: pageCount ?? 1 };
}

async function theirs(file: string): Promise<string> {
  const parser = new PDFParse({ data: await readFile(file) });
  try {
    return (await parser.getText({ pageJoiner: '' })).text;
  } finally {
    await parser.destroy();
  }
}

function visibleChars(text: string): number {
  return text.replace(/\s/g, '').length;
}

function hanChars(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0;
}

/** PDFium through our loader against pdf-parse 2.4.5, on the PDF files given. */
export async function benchParse(files: readonly string[]): Promise<void> {
  if (files.length === 0) throw new Error('Name PDF files: npm run bench -- parse a.pdf b.pdf');
  for (const file of files) {
    const { text, pages } = await ours(file);
    const other = await theirs(file);
    const measured = await compare([
      { label: 'pdfium', run: () => ours(file) },
      { label: 'pdf-parse', run: () => theirs(file) },
    ]);
    printRatios(`${path.basename(file)}: ${pages} pages`, measured, { count: pages, unit: 'pages' });
    console.log(`  characters ${visibleChars(text)} / ${visibleChars(other)}, Chinese ${hanChars(text)} / ${hanChars(other)}`);
  }
}
