import { docxParagraph, makeDocx } from '../../../server/testing/docx-fixture.ts';
import { makePdf } from '../../../server/testing/pdf-fixture.ts';
import { makeZip } from '../../../server/testing/zip-fixture.ts';
import { read, settled, type HostileFile } from './hostile-file.ts';

const pdf = () => makePdf([[{ text: 'a page in a file of two kinds', x: 50, y: 700 }]]);
const zip = () => makeZip({ 'a.txt': 'a text in a file of two kinds' });
const docx = () => makeDocx(docxParagraph('a paragraph in a file of two kinds'));
const html = () => Buffer.from('<!doctype html><html><body><p>a page of the web in a file of two kinds</p></body></html>');
const program = () => Buffer.concat([Buffer.from('MZ\u0090\u0000This program cannot be run in DOS mode', 'latin1'), Buffer.alloc(2_000, 1)]);
const text = 'Ordinary words under an unusual name.';

export const polyglots: readonly HostileFile[] = [
  settled('pdf-and-zip.pdf', () => Buffer.concat([pdf(), zip()])),
  settled('pdf-and-docx.docx', () => Buffer.concat([pdf(), docx()])),
  settled('html-and-zip.html', () => Buffer.concat([html(), zip()])),
  settled('html-and-pdf.html', () => Buffer.concat([html(), pdf()])),
  settled('gif-and-html.html', () => Buffer.concat([Buffer.from('GIF89a/*'), html()])),
  settled('rtf-and-zip.rtf', () => Buffer.concat([Buffer.from('{\\rtf1 words in rich text}'), zip()])),
  settled('program-and-docx.docx', () => Buffer.concat([program(), docx()])),
  settled('mail-and-pdf.eml', () => Buffer.concat([Buffer.from('From: a@example.com\nMIME-Version: 1.0\n\n'), pdf()])),
  read('really-docx.pdf', docx),
  read('really-pdf.txt', pdf),
  read('really-html.docx', html),
  settled('really-program.txt', program),
  read('../../../../../../tmp/escaped.txt', () => Buffer.from(`${text} 1`)),
  read('..\\..\\escaped.txt', () => Buffer.from(`${text} 2`)),
  settled('/etc/cron.d/escaped', () => Buffer.from(`${text} 3`)),
  settled('name\u0000.txt', () => Buffer.from(`${text} 4`)),
  settled('CON.txt', () => Buffer.from(`${text} 5`)),
  settled('<img src=x onerror=alert(1)>.txt', () => Buffer.from(`${text} 6`)),
  settled('\u202etxt.exe', () => Buffer.from(`${text} 7`)),
  settled('..', () => Buffer.from(`${text} 8`)),
  settled('', () => Buffer.from(`${text} 9`)),
  settled(`${'n'.repeat(5_000)}.txt`, () => Buffer.from(`${text} 10`)),
];
