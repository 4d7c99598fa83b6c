import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadEnex } from './enex.ts';

async function load(notes: string) {
  const workspace = { folder: await mkdtemp(path.join(tmpdir(), 'lectern-enex-')), advance: () => undefined };
  const xml = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd"><en-export>${notes}</en-export>`;
  const document = await loadEnex(await makeSourceFile('notes.enex', xml), testLimits, workspace);
  return { ...document, folder: workspace.folder, pieces: document.blocks.map(({ kind, start, end }) => [kind, document.text.slice(start, end)]) };
}

function noteOf(title: string, page: string, rest = ''): string {
  return `<note><title>${title}</title><content><![CDATA[<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "x"><en-note>${page}</en-note>]]></content>${rest}</note>`;
}

test('each note is a section with when it was made, by whom, and its text', async () => {
  const { pieces, blocks } = await load(
    noteOf('Trip &amp; 旅行', '<div>Hello <b>there</b></div><ul><li>a</li></ul>', '<created>20130730T205204Z</created><tag>t1</tag><tag>t2</tag><note-attributes><author>Bo</author></note-attributes>') +
      noteOf('Second', '<div>More</div>'),
  );
  expect(pieces).toEqual([
    ['heading', 'Trip & 旅行'],
    ['paragraph', 'created: 2013-07-30 20:52:04\nauthor: Bo\ntags: t1, t2'],
    ['paragraph', 'Hello there'],
    ['list-item', '- a'],
    ['heading', 'Second'],
    ['paragraph', 'More'],
  ]);
  expect(blocks.at(-1)?.headingPath).toEqual(['Second']);
});

test('what is attached becomes documents of its own, whatever paths its names hold', async () => {
  const { parts, folder } = await load(
    noteOf('A', 'x', '<resource><data encoding="base64">\naGVs\nbG8=\n</data><mime>text/plain</mime><recognition><![CDATA[<x/>]]></recognition><resource-attributes><file-name>../../b.txt</file-name></resource-attributes></resource>' +
      '<resource><data encoding="base64">aGk=</data><mime>image/png</mime></resource>'),
  );
  expect(parts?.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([['b.txt', 5], ['attachment 2.png', 2]]);
  expect(parts?.every((part) => path.dirname(part.path) === folder)).toBe(true);
  expect(await readFile(parts?.[0]?.path ?? '', 'utf8')).toBe('hello');
});

test('an export cut off is read as far as it goes', async () => {
  const { pieces, notes } = await load(`${noteOf('First', 'one')}<note><title>Second</title><content>two</cont`);
  expect(pieces.map(([, text]) => text)).toEqual(['First', 'one', 'Second', 'two']);
  expect(notes).toEqual(['The export is damaged; it was read as far as it goes']);
});

test('an export without notes is refused with advice', async () => {
  await expect(load('')).rejects.toMatchObject({ code: 'unsupported', details: { hint: expect.any(String) } });
});
