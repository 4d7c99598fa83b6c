import { docxParagraph, docxTable, makeDocx } from '../../server/testing/docx-fixture.ts';
import { makePdf } from '../../server/testing/pdf-fixture.ts';
import { makePptx, pptxShape } from '../../server/testing/pptx-fixture.ts';
import { makeXlsx, sheetData } from '../../server/testing/xlsx-fixture.ts';
import { makeEpub, makeOpenDocument } from './hostile/office-parts.ts';

export type GoodFile = { name: string; content: Uint8Array; marker: string };

const mail = (text: string) => `From: a@example.com\nTo: b@example.com\nSubject: News\nMIME-Version: 1.0\nContent-Type: text/plain\n\n${text}\n`;
const openText = (text: string) =>
  makeOpenDocument('text', `<office:document-content><office:body><office:text><text:h text:outline-level="1">Title</text:h><text:p>${text}</text:p></office:text></office:body></office:document-content>`);

const formats: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  txt: (text) => text,
  md: (text) => `# Title\n\n${text}\n\n- one\n- two\n`,
  html: (text) => `<!doctype html><html><body><h1>Title</h1><p>${text}</p></body></html>`,
  csv: (text) => `name,value\n${text},1\nother,2\n`,
  tsv: (text) => `name\tvalue\n${text}\t1\nother\t2\n`,
  pdf: (text) => makePdf([[{ text: 'Title', x: 50, y: 750, size: 20 }, { text, x: 50, y: 700 }]]),
  docx: (text) => makeDocx(docxParagraph('Title', 'Heading1') + docxParagraph(text) + docxTable([['name', 'value'], ['a', '1']])),
  xlsx: (text) => makeXlsx([{ name: 'Sheet', xml: sheetData([['name', 'value'], [text, 1]]) }]),
  pptx: (text) => makePptx([pptxShape({ placeholder: 'type="title"', paragraphs: ['Title'] }) + pptxShape({ paragraphs: [text] })]),
  odt: openText,
  epub: (text) => makeEpub([`<html><body><h1>Chapter</h1><p>${text}</p></body></html>`]),
  eml: mail,
  mhtml: (text) => mail(text),
  rtf: (text) => `{\\rtf1\\ansi ${text}\\par second paragraph}`,
  ipynb: (text) => JSON.stringify({ cells: [{ cell_type: 'markdown', source: text, metadata: {} }], metadata: {}, nbformat: 4 }),
  jsonl: (text) => `${JSON.stringify({ text })}\n${JSON.stringify({ text: 'other' })}\n`,
  srt: (text) => `1\n00:00:01,000 --> 00:00:04,000\n${text}\n`,
  vtt: (text) => `WEBVTT\n\n00:01.000 --> 00:04.000\n${text}\n`,
  ass: (text) => `[Script Info]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,${text}\n`,
  lrc: (text) => `[00:01.00]${text}\n[00:05.00]second line\n`,
};

export const goodFormats: readonly string[] = Object.keys(formats);

/** A sound document of a format around a text. */
export function goodDocument(format: string, text: string): Uint8Array {
  const make = formats[format];
  if (!make) throw new Error(`No sound document is known of the format ${format}`);
  return Buffer.from(make(text));
}

/** One with a word of its own in it. */
export function goodFile(format: string): GoodFile {
  const marker = `marker${format}word`;
  return { name: `good.${format}`, content: goodDocument(format, `The ${marker} stands in a sentence of this sound document.`), marker };
}
