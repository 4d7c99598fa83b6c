import { deflateRawSync } from 'node:zlib';
import { makeZip } from '../../../server/testing/zip-fixture.ts';
import { makeDocx } from '../../../server/testing/docx-fixture.ts';
import { makePptx } from '../../../server/testing/pptx-fixture.ts';
import { makeXlsx } from '../../../server/testing/xlsx-fixture.ts';
import { makeRawZip, type RawEntry } from './raw-zip.ts';

/** Containers of XML, each with this as its main part. */
export const officeFiles: Readonly<Record<string, (xml: string) => Buffer>> = {
  docx: (xml) => makeDocx('', { 'word/document.xml': xml }),
  xlsx: (xml) => makeXlsx([{ name: 'Sheet', xml: '' }], { 'xl/worksheets/sheet0.xml': xml }),
  pptx: (xml) => makePptx([''], { 'ppt/slides/slide1.xml': xml }),
  odt: (xml) => makeOpenDocument('text', xml),
  epub: (xml) => makeEpub([xml]),
};

/** A book of these chapters; `spine` names them by number, each once when it is left out. */
export function makeEpub(chapters: readonly string[], spine: readonly number[] = chapters.map((_, index) => index)): Buffer {
  const items = chapters.map((_, index) => `<item id="c${index}" href="c${index}.xhtml" media-type="application/xhtml+xml"/>`);
  const references = spine.map((index) => `<itemref idref="c${index}"/>`);
  return makeZip({
    'META-INF/container.xml': '<container><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'book.opf': `<package><metadata/><manifest>${items.join('')}</manifest><spine>${references.join('')}</spine></package>`,
    ...Object.fromEntries(chapters.map((xhtml, index) => [`c${index}.xhtml`, xhtml])),
  });
}

/** @param kind text, spreadsheet or presentation */
export function makeOpenDocument(kind: string, contentXml: string): Buffer {
  const type = { name: 'mimetype', stored: Buffer.from(`application/vnd.oasis.opendocument.${kind}`) };
  return makeRawZip([type, deflated('content.xml', contentXml)]);
}

export function deflated(name: string, content: string | Uint8Array): RawEntry {
  return { name, method: 8, stored: deflateRawSync(content), declaredBytes: Buffer.byteLength(content) };
}

export const wordDocument = (text: string): string =>
  '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' +
  `<w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`;
