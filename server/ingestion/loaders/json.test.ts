import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadJson, loadJsonLines } from './json.ts';

async function load(content: unknown, read = loadJson, limits = testLimits) {
  const document = await read(await makeSourceFile('city_list.json', typeof content === 'string' ? content : JSON.stringify(content)), limits);
  return { ...document, pieces: document.blocks.map(({ kind, start, end }) => [kind, document.text.slice(start, end)]) };
}

test('records of a list are rows that say what each value is', async () => {
  const { pieces, blocks, title } = await load([{ city: '罗马', people: 3 }, { city: 'Bern', address: { zip: '3000', tags: ['a', 'b'] }, mayor: null }]);
  expect(pieces).toEqual([
    ['table-row', 'city: 罗马 | people: 3'],
    ['table-row', 'city: Bern | address.zip: 3000 | address.tags: a, b'],
  ]);
  expect(blocks[1]?.cell).toEqual({ table: 0, row: 2 });
  expect(title).toBe('city list');
});

test('an object is read field by field, what is long or holds lists becomes a section', async () => {
  const { pieces, blocks, title } = await load({ title: 'Guide', version: 2, body: `${'Long. '.repeat(80)}\n\nSecond paragraph.`, steps: [{ do: 'x' }, { do: 'y' }] });
  expect(title).toBe('Guide');
  expect(pieces.map(([kind, text]) => [kind, text?.slice(0, 17)])).toEqual([
    ['table-row', 'title: Guide'],
    ['table-row', 'version: 2'],
    ['paragraph', 'body: Long. Long.'],
    ['paragraph', 'Second paragraph.'],
    ['heading', 'steps'],
    ['table-row', 'do: x'],
    ['table-row', 'do: y'],
  ]);
  expect(blocks.at(-1)?.headingPath).toEqual(['steps']);
});

test('a record that holds lists is a section under its own name', async () => {
  const { pieces } = await load({ shops: [{ name: 'Corner', stock: [{ item: 'Pen', count: 1 }] }] });
  expect(pieces).toEqual([
    ['heading', 'shops'],
    ['heading', 'Corner'],
    ['table-row', 'name: Corner'],
    ['heading', 'stock'],
    ['table-row', 'item: Pen | count: 1'],
  ]);
});

test('lists of lists are tables', async () => {
  expect((await load([['City', 'People'], ['Rome', 3]])).pieces.at(-1)).toEqual(['table-row', 'City: Rome | People: 3']);
});

test('what programs write beside the standard is read: a byte order mark, NaN, a comma too many, one record per line', async () => {
  expect((await load('\ufeff[{"a": NaN, "b": "NaN, ]"}, {"a": -Infinity, "b": 2},]')).pieces.map(([, text]) => text)).toEqual(['b: NaN, ]', 'b: 2']);
  expect((await load('{"a": 1}\n{"a": 2}\n')).pieces.map(([, text]) => text)).toEqual(['a: 1', 'a: 2']);
});

test('damaged JSON is read as plain text, and the note says where the damage is', async () => {
  const { text, notes } = await load('{"a": 1,\n  "b": true "c" }');
  expect(text).toContain('"b": true');
  expect(notes).toEqual(['The JSON is damaged (line 2, column 13); it was read as plain text']);
  expect((await load('{"a": [1, 2')).notes[0]).toContain('damaged');
});

test('nesting without end, more records than the limit and JSON without values are refused with advice', async () => {
  const refused = { code: 'unsupported', details: { hint: expect.any(String) } };
  await expect(load(`${'['.repeat(5_000)}{"a":1}${']'.repeat(5_000)}`)).rejects.toMatchObject(refused);
  await expect(load([{ a: 1 }, { a: 2 }, { a: 3 }], loadJson, { ...testLimits, maxBlocks: 2 })).rejects.toMatchObject(refused);
  await expect(load('{"a": null}')).rejects.toMatchObject(refused);
});

test('records of JSON lines are rows; a line that is none is kept as it stands and noted', async () => {
  const { pieces, blocks, notes } = await load('{"a": 1}\r\n\r\n  {"a": "\\u4e8c"} \n{"a": 3\n{"a": 4}\n', loadJsonLines);
  expect(pieces.map(([, text]) => text)).toEqual(['a: 1', 'a: 二', '{"a": 3', 'a: 4']);
  expect(blocks[1]?.cell).toEqual({ table: 0, row: 2 });
  expect(notes).toEqual(['No JSON in line 4; what stands there was read as plain text']);
});
