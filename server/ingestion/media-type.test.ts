import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { makeCompoundFile } from '../testing/compound-file-fixture.ts';
import { makeDocx } from '../testing/docx-fixture.ts';
import { makePdf } from '../testing/pdf-fixture.ts';
import { makeSourceFile } from '../testing/source-file.ts';
import { loaderFor } from './loaders/index.ts';
import { detectMediaType } from './media-type.ts';

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

async function typeOf(name: string, content: string | Uint8Array): Promise<string> {
  return (await detectMediaType(await makeSourceFile(name, content))).mediaType;
}

test('the content decides, whatever the name says', async () => {
  const pdf = makePdf([[{ text: 'Hello', x: 50, y: 700 }]]);
  expect(await typeOf('report.pdf', pdf)).toBe('application/pdf');
  expect(await typeOf('report.docx', pdf)).toBe('application/pdf');
  expect(await typeOf('report', makeDocx(''))).toBe(docxType);
  expect(await typeOf('page.txt', '<!DOCTYPE html><title>x</title>')).toBe('text/html');
});

test('a name that promises something else is noted', async () => {
  const detected = await detectMediaType(await makeSourceFile('report.docx', makePdf([[]])));
  expect(detected.notes).toEqual(['The name ends in .docx, but the content is application/pdf; it was read as that']);
  expect((await detectMediaType(await makeSourceFile('a.txt', 'text'))).notes).toEqual([]);
});

test('the name decides between kinds of text', async () => {
  expect(await typeOf('a.md', '# Title')).toBe('text/markdown');
  expect(await typeOf('a.csv', 'a,b')).toBe('text/csv');
  expect(await typeOf('a.py', 'print(1)')).toBe('text/x-source-code');
  expect(await typeOf('A.CSV', 'a,b')).toBe('text/csv');
  expect(await typeOf('a', '正文')).toBe('text/plain');
});

test('text whose name says no more is known by its look', async () => {
  expect(await typeOf('run', '#!/usr/bin/env python3\nprint(1)')).toBe('text/x-source-code');
  expect(await typeOf('a.txt', '[{"city": "Rome"}]')).toBe('application/json');
  expect(await typeOf('a.txt', '<?xml version="1.0"?><a>x</a>')).toBe('application/xml');
  expect(await typeOf('a.xml', '<?xml version="1.0"?>\n<!DOCTYPE en-export SYSTEM "x.dtd">\n<en-export>')).toBe('application/enex+xml');
  expect(await typeOf('a.txt', '[1] A list of notes, "quoted": see below')).toBe('text/plain');
});

test('text is recognised in every encoding, also where the first 64 KB end inside a character', async () => {
  expect(await typeOf('a.txt', Buffer.from('日本語の文章', 'utf16le'))).toBe('text/plain');
  expect(await typeOf('a.txt', `x${'中'.repeat(40_000)}`)).toBe('text/plain');
});

test('binary content under the name of a text is no text', async () => {
  const mediaType = await typeOf('notes.txt', Uint8Array.from({ length: 4000 }, (_, index) => (index * index * 31) % 256));
  expect(mediaType).toBe('application/octet-stream');
  expect(() => loaderFor(mediaType, 'notes.txt')).toThrow('"notes.txt" is no text and no known document; files of this kind are not read');
});

test('known formats that are not read are refused by name with a way out', () => {
  const failures = [
    ['application/x-encrypted-office', 'protected by a password'],
    ['application/x-ole-storage', 'old Office'],
    ['application/vnd.ms-excel.sheet.binary.macroEnabled.12', 'xlsb'],
    ['audio/mpeg', 'sound recording'],
    ['application/x-unheard-of', 'application/x-unheard-of'],
  ] as const;
  for (const [mediaType, named] of failures) {
    expect(() => loaderFor(mediaType, 'file')).toThrow(expect.objectContaining({ code: 'unsupported', message: expect.stringContaining(named), hint: expect.any(String) }));
  }
});

test('zips are told apart by their parts', async () => {
  expect(await typeOf('a.docx', zipSync({ 'ppt/presentation.xml': strToU8('<p/>') }))).toContain('presentationml');
  expect(await typeOf('a.xlsx', zipSync({ 'xl/workbook.bin': strToU8('x') }))).toContain('binary');
  expect(await typeOf('a.zip', zipSync({ mimetype: [strToU8('application/epub+zip'), { level: 0 }] }))).toBe('application/epub+zip');
  expect(await typeOf('a.zip', zipSync({ 'a.txt': strToU8('x') }))).toBe('application/zip');
});

test('old Office files are told apart by their streams, not by those of a document within', async () => {
  const stream = Buffer.from('x');
  expect(await typeOf('a.xls', makeCompoundFile({ ObjectPool: { Workbook: stream }, WordDocument: stream }))).toBe('application/msword');
  expect(await typeOf('a', makeCompoundFile({ Workbook: stream }))).toBe('application/vnd.ms-excel');
  expect(await typeOf('a', makeCompoundFile({ Book: stream }))).toBe('application/vnd.ms-excel');
  expect(await typeOf('a', makeCompoundFile({ 'PowerPoint Document': stream }))).toBe('application/vnd.ms-powerpoint');
  expect(await typeOf('a', makeCompoundFile({ '__properties_version1.0': stream }))).toBe('application/vnd.ms-outlook');
  expect(await typeOf('a.docx', makeCompoundFile({ EncryptedPackage: stream }))).toBe('application/x-encrypted-office');
  expect(await typeOf('a', makeCompoundFile({ other: stream }))).toBe('application/x-ole-storage');
});

test('an old Office file under the name of another is noted', async () => {
  const detected = await detectMediaType(await makeSourceFile('letter.doc', makeCompoundFile({ Workbook: Buffer.from('x') })));
  expect(detected.notes).toEqual(['The name ends in .doc, but the content is application/vnd.ms-excel; it was read as that']);
});

test('an empty file is refused as empty', async () => {
  await expect(typeOf('a.txt', '')).rejects.toMatchObject({ code: 'unsupported', message: 'The file is empty' });
});

test('what almost looks like a format is told apart at once, however often it does', async () => {
  expect(await typeOf('a.txt', `${'<!---->'.repeat(70)}x`)).toBe('text/plain');
  expect(await typeOf('a.txt', `[00:01]${' '.repeat(65_000)}x`)).toBe('text/plain');
});
