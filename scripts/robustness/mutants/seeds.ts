import { inTable, makeDoc, rowEnd } from '../../../server/testing/doc-fixture.ts';
import { docxParagraph, docxTable, makeDocx } from '../../../server/testing/docx-fixture.ts';
import { makeMsg } from '../../../server/testing/msg-fixture.ts';
import { makePdf } from '../../../server/testing/pdf-fixture.ts';
import { halvesGif, halvesJpeg, halvesWebp } from '../../../server/testing/picture-fixture.ts';
import { makePpt, tableShape, textShape } from '../../../server/testing/ppt-fixture.ts';
import { makePptx, pptxShape } from '../../../server/testing/pptx-fixture.ts';
import { makeXls, numberCell, textCell } from '../../../server/testing/xls-fixture.ts';
import { makeXlsx, sheetData } from '../../../server/testing/xlsx-fixture.ts';
import { makeZip } from '../../../server/testing/zip-fixture.ts';
import { goodFile } from '../good-files.ts';
import { makeEpub, makeOpenDocument } from '../hostile/office-parts.ts';
import { makeBmp, makePng, makeTiff } from './pictures.ts';

export type Seed = { name: string; content: Uint8Array };

const good = (format: string): Seed => goodFile(format);
const seed = (name: string, content: string | Uint8Array): Seed => ({ name, content: Buffer.from(content) });

const prose = '第一章 概述\n\nThe lantern stands in the garden. 灯笼在花园里。It burns 12.5 hours, e.g. at night.\n\n\tA second paragraph, with a tab.\n';
const markdown = `# Title\n\n${prose}\n## Table\n\n| name | value |\n|---|---|\n| a | 1 |\n\n\`\`\`js\nlet a = 1;\n\`\`\`\n\n1. one\n   - two\n\n> quote [link](x.md)\n`;
const page = `<!doctype html><html><head><title>T</title><meta charset="utf-8"></head><body><h1>Title</h1><p>${prose}</p><table><tr><th>name<th>value<tr><td rowspan=2>a<td>1</table><ul><li>x<li>y</ul><pre>code</pre></body></html>`;
const calc = '<office:document-content><office:body><office:spreadsheet><table:table table:name="S"><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>';
const feed = '<?xml version="1.0"?><rss><channel><title>Feed</title><item><title>News</title><description>Some &lt;b&gt;words&lt;/b&gt;</description></item></channel></rss>';
const note = '<?xml version="1.0"?><en-export><note><title>Note</title><content><![CDATA[<en-note><div>Hello <b>there</b></div></en-note>]]></content><created>20130730T205204Z</created></note></en-export>';
const mail = 'From: =?utf-8?b?5byg?= <a@example.com>\nTo: b@example.com\nSubject: News\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>Caf=C3=A9</p>\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\nContent-Transfer-Encoding: base64\n\nYWJjZGVm\n--b--\n';

/** Sound documents to start from, by the loader that reads them. A loader that is not here is tried with its own name on prose. */
export const seeds: Readonly<Record<string, readonly Seed[]>> = {
  text: [seed('a.txt', prose), seed('b.txt', Buffer.from(`\ufeff${prose}`, 'utf16le'))],
  markdown: [seed('a.md', markdown)],
  html: [seed('a.html', page)],
  csv: [seed('a.csv', 'name,value,"long, quoted"\na,1,"x ""y"""\nb,2,\n中,3,z\n'), good('tsv')],
  pdf: [seed('a.pdf', makePdf([[{ text: 'Title', x: 50, y: 750, size: 20 }, { text: 'left column', x: 50, y: 700 }, { text: 'right 12', x: 320, y: 700, bold: true }], [{ text: 'second page', x: 50, y: 700 }]], 'T'))],
  image: [seed('a.png', makePng()), seed('a.bmp', makeBmp()), seed('a.tiff', makeTiff()), seed('a.jpg', halvesJpeg), seed('a.gif', halvesGif), seed('a.webp', halvesWebp)],
  docx: [seed('a.docx', makeDocx(docxParagraph('Title', 'Heading1') + docxParagraph('lantern') + docxTable([['name', 'value'], ['a', '1']])))],
  xlsx: [seed('a.xlsx', makeXlsx([{ name: 'Sheet', xml: `${sheetData([['name', 'value'], ['a', 1.5], ['b', 45000]])}<mergeCells><mergeCell ref="A1:B1"/></mergeCells>` }]))],
  pptx: [seed('a.pptx', makePptx([pptxShape({ at: [1, 1], placeholder: 'type="title"', paragraphs: ['Title'] }) + pptxShape({ at: [1, 2], paragraphs: ['one', 'two'] })]))],
  doc: [seed('a.doc', makeDoc({ styles: [{ name: 'Normal', builtIn: 0 }, { name: 'heading 1', builtIn: 1 }], body: [{ text: '开始\r', style: 1 }, { text: 'text\r' }, { text: 'a\u0007', properties: [inTable] }, rowEnd([0]), { text: 'end\r' }] }))],
  xls: [seed('a.xls', makeXls([{ name: '价格', records: [textCell(0, 0, '品名'), textCell(0, 1, '单价'), textCell(1, 0, '钢笔'), numberCell(1, 1, 2.5)] }]))],
  ppt: [seed('a.ppt', makePpt([{ shapes: [textShape('Title', { top: 10 }), tableShape(300, [textShape('cell', { isChild: true, left: 0, right: 9, top: 0, bottom: 9 })])], notes: 'say this' }]))],
  msg: [seed('a.msg', makeMsg({ texts: { '0037': 'Subject', '1000': 'Words of the message' }, recipients: [{ name: 'Ann', address: 'ann@example.com', type: 1 }], attachments: [{ name: 'a.txt', content: 'attached words' }], sent: new Date(0) }))],
  mail: [seed('a.eml', mail), good('mhtml')],
  rtf: [seed('a.rtf', "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}}{\\stylesheet{\\s1 heading 1;}}\\pard\\s1 Title\\par\\f0 \\'d6\\'d0 \\u20013?{\\b bold}\\par\\trowd\\cellx1000 a\\cell b\\cell\\row}")],
  odf: [good('odt'), seed('a.ods', makeOpenDocument('spreadsheet', calc))],
  epub: [seed('a.epub', makeEpub([page.replace('<!doctype html>', ''), '<html><body><h1>Two</h1></body></html>']))],
  zip: [seed('a.zip', makeZip({ 'a.txt': prose, 'folder/b.md': markdown }))],
  notebook: [seed('a.ipynb', JSON.stringify({ cells: [{ cell_type: 'markdown', source: ['# Title\n', 'words'] }, { cell_type: 'code', source: 'print(1)', outputs: [{ output_type: 'stream', text: ['1\n'] }] }], metadata: { language_info: { name: 'python' } } }))],
  'json-lines': [seed('a.jsonl', '{"text": "one", "n": 1, "deep": {"a": [1, 2]}}\n{"text": "two"}\n')],
  json: [seed('a.json', '{"title": "T", "items": [{"name": "a", "value": 1.5}, {"name": "b", "value": null}], "deep": {"a": {"b": [true, "x"]}}}')],
  xml: [seed('a.xml', feed)],
  evernote: [seed('a.enex', note)],
  'restructured-text': [seed('a.rst', 'Title\n=====\n\nWords *here*.\n\n.. code-block:: python\n\n   print(1)\n\n+---+---+\n| a | b |\n+---+---+\n\n- one\n- two\n')],
  toml: [seed('a.toml', 'title = "T"\n[owner]\nname = "a"\nborn = 1979-05-27T07:32:00Z\n[[list]]\nx = [1, 2.5, "three"]\n')],
  yaml: [seed('a.yaml', 'title: T\nitems:\n  - name: a\n    value: 1\n  - name: "b"\ntext: |\n  lines\n  here\n')],
  code: [seed('a.py', 'import os\n\n\nclass Lamp:\n    """Burns."""\n\n    def burn(self, hours):\n        return hours * 2\n'), seed('a.ts', 'export function burn(hours: number) {\n  return `${hours} h`;\n}\n')],
  subtitles: [seed('a.srt', '1\n00:00:01,000 --> 00:00:02,500\n<i>one</i>\ntwo\n\n2\n00:00:03,000 --> 00:00:04,000\nthree.\n'), good('vtt')],
  'sub-station': [good('ass')],
  lyrics: [seed('a.lrc', '[ti:T]\n[offset:+100]\n[00:01.00][00:09.00]one\n[00:05.50]two\n')],
};

/** @param extension the first that the loader goes by */
export function seedsOf(loaderId: string, extension: string): readonly Seed[] {
  return seeds[loaderId] ?? [seed(`a${extension}`, prose)];
}
