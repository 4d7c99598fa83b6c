import { docxParagraph, makeDocx } from '../../../server/testing/docx-fixture.ts';
import { makePptx, pptxShape } from '../../../server/testing/pptx-fixture.ts';
import { makeXlsx, sheetData } from '../../../server/testing/xlsx-fixture.ts';
import { makeZip } from '../../../server/testing/zip-fixture.ts';
import { type HostileFile, read, settled, type Surroundings } from './hostile-file.ts';
import { makeEpub, makeOpenDocument } from './office-parts.ts';

const relationship = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/>`;
const relationships = (...entries: string[]) => `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join('')}</Relationships>`;

/** Everything in a web page that a browser would fetch by itself. */
function greedyPage(url: string, secretPath: string): string {
  return (
    `<!doctype html><html><head><meta http-equiv="refresh" content="0; url=${url}/refresh"><base href="${url}/base/"><link rel="stylesheet" href="style.css">` +
    `<script src="${url}/script.js"></script><style>@import url(${url}/import.css); p { background: url(file://${secretPath}) }</style></head><body><p>ordinary words</p>` +
    `<img src="${url}/image.png" srcset="${url}/set.png 2x"><iframe src="file://${secretPath}"></iframe><object data="file://${secretPath}"></object>` +
    `<embed src="${url}/embed"><video src="${url}/video" poster="${url}/poster"></video><svg><image href="${url}/svg.png"/><use href="${url}/use#a"/></svg>` +
    `<form action="${url}/form"><input type="image" src="${url}/input"></form></body></html>`
  );
}

export function references({ url, secretPath, secret }: Surroundings): HostileFile[] {
  const wordParts = {
    'word/_rels/document.xml.rels': relationships(
      relationship('link', 'image', `file://${secretPath}`),
      relationship('remote', 'image', `${url}/docx-image.png`),
      relationship('template', 'attachedTemplate', `${url}/template.dotm`),
      relationship('footnotes', 'footnotes', `file://${secretPath}`),
      relationship('chunk', 'aFChunk', `file://${secretPath}`),
    ),
    'word/settings.xml': '<w:settings><w:attachedTemplate r:id="template"/></w:settings>',
  };
  const word = `${docxParagraph('ordinary words')}<w:p><w:r><w:drawing><a:blip r:link="link" r:embed="remote"/></w:drawing></w:r></w:p><w:altChunk r:id="chunk"/>`;
  const field = `<w:p><w:fldSimple w:instr="INCLUDETEXT &quot;${secretPath}&quot;"><w:r><w:t>included</w:t></w:r></w:fldSimple></w:p>`;
  const macros = { 'word/vbaProject.bin': 'Attribute VB_Name = "AutoOpen"' };
  const files = [
    read('external.docx', () => makeDocx(word, wordParts)),
    read('included.docx', () => makeDocx(docxParagraph('ordinary words') + field)),
    settled('macros.docm', () => makeDocx(docxParagraph('ordinary words'), macros)),
    settled('macros.xlsm', () => makeXlsx([{ name: 'S', xml: sheetData([['name', 'value'], ['a', 1]]) }], { 'xl/vbaProject.bin': 'Auto_Open' })),
    settled('external.xlsx', () =>
      makeXlsx([{ name: 'S', xml: `<sheetData><row r="1"><c r="A1" t="str"><f>WEBSERVICE("${url}/formula")</f><v>ordinary words</v></c><c r="B1"><f>'file://${secretPath}'!A1</f><v>1</v></c></row></sheetData>` }], {
        'xl/externalLinks/_rels/externalLink1.xml.rels': relationships(relationship('r1', 'externalLinkPath', `file://${secretPath}`)),
      })),
    settled('external.pptx', () => makePptx([pptxShape({ paragraphs: ['ordinary words'] })], { 'ppt/slides/_rels/slide1.xml.rels': relationships(relationship('r1', 'image', `${url}/slide.png`), relationship('r2', 'notesSlide', `file://${secretPath}`)) })),
    settled('parts-outside.pptx', () => makePptx([''], { 'ppt/_rels/presentation.xml.rels': `<Relationships><Relationship Id="r0" Type="x/slide" Target="../../../../../..${secretPath}"/></Relationships>` })),
    settled('external.odt', () =>
      makeOpenDocument(
        'text',
        `<office:document-content><office:body><office:text><text:p>ordinary words</text:p><text:section><text:section-source xlink:href="file://${secretPath}"/></text:section><draw:image xlink:href="${url}/odt.png"/></office:text></office:body></office:document-content>`,
      )),
    read('greedy.html', () => Buffer.from(greedyPage(url, secretPath))),
    settled('greedy.xhtml', () => Buffer.from(greedyPage(url, secretPath))),
    settled('greedy.epub', () => makeEpub([greedyPage(url, secretPath)])),
    settled('chapter-outside.epub', () => makeZip({
      'META-INF/container.xml': '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
      'book.opf': `<package><manifest><item id="a" href="../../../../../..${secretPath}"/><item id="b" href="file://${secretPath}"/><item id="c" href="${url}/chapter"/></manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>`,
    })),
    settled('drawing.svg', () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><image href="${url}/svg.png"/><script>fetch("${url}/svg")</script><text>ordinary words</text></svg>`)),
    read('images.md', () => Buffer.from(`# Words\n\n![picture](${url}/md.png) ![file](file://${secretPath})\n\n<img src="${url}/raw.png">\n`)),
    settled('includes.rst', () => Buffer.from(`Words\n=====\n\n.. include:: ${secretPath}\n\n.. raw:: html\n   :url: ${url}/raw\n\n.. csv-table::\n   :file: ${secretPath}\n`)),
    settled('includes.rtf', () => Buffer.from(`{\\rtf1 ordinary words {\\field{\\*\\fldinst INCLUDETEXT "${secretPath}"}{\\fldrslt result}}{\\*\\template ${url}/t.dotm}}`)),
    settled('picture.ipynb', () => Buffer.from(JSON.stringify({ cells: [{ cell_type: 'markdown', source: `words ![x](${url}/nb.png)`, metadata: {} }] }))),
  ];
  return files.map((file) => ({ ...file, forbidden: secret }));
}
