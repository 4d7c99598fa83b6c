import { expect, test } from 'vitest';
import { applyEdits, type ChunkEdit, type ChunkEditKind } from './chunk-edits.ts';
import { describeText, type DraftChunk, hashText } from './draft-chunks.ts';

const draft = (text: string, position: number): DraftChunk => ({ ...describeText(text, ''), position, origin: 'document', isEnabled: true, start: 0, end: text.length });
const drafts = (...texts: string[]) => texts.map(draft);
const edit = (id: string, kind: ChunkEditKind, source: string | null, rest: Partial<ChunkEdit> = {}): ChunkEdit => ({
  ...{ id, kind, sourceHash: source === null ? null : hashText(source), occurrence: 0, text: null, position: null },
  ...rest,
});
const added = (edits: readonly ChunkEdit[]) =>
  new Map(edits.filter(({ kind }) => kind === 'add').map(({ id, text }) => [id, { ...draft(text!, 0), origin: 'added' as const, editId: id }]));
const apply = (texts: readonly string[], ...edits: ChunkEdit[]) => {
  const { drafts: result, positions } = applyEdits(drafts(...texts), added(edits), edits);
  expect(result.map(({ position }) => position)).toEqual(result.map((_, index) => index));
  return { texts: result.map(({ text, isEnabled }) => (isEnabled ? text : `(${text})`)), positions: Object.fromEntries(positions) };
};

test('a chunk gets other words, with the hash of what will be embedded', () => {
  const edits = [edit('e', 'replace', 'two', { text: 'zwei' })];
  const { drafts: result } = applyEdits([{ ...draft('two', 0), prefix: 'Title\n' }], new Map(), edits);
  expect(result).toMatchObject([{ text: 'zwei', origin: 'edited', editId: 'e', prefix: 'Title\n', textHash: hashText('Title\nzwei'), end: 3 }]);
});

test('of several chunks with the same words, the one that is meant is changed', () => {
  expect(apply(['same', 'other', 'same'], edit('e', 'replace', 'same', { text: 'changed', occurrence: 1 })).texts).toEqual(['same', 'other', 'changed']);
});

test('chunks are switched off and removed, also when they have other words', () => {
  const edits = [edit('d', 'disable', 'a'), edit('r', 'remove', 'b'), edit('w', 'replace', 'a', { text: 'A' })];
  expect(apply(['a', 'b', 'c'], ...edits)).toEqual({ texts: ['(A)', 'c'], positions: { d: 0, w: 0, r: 1 } });
});

test('added chunks stand where they were put, and at the end when the document has become shorter', () => {
  const edits = [
    edit('1', 'add', null, { text: 'first', position: 0 }),
    edit('2', 'add', null, { text: 'middle', position: 2 }),
    edit('3', 'add', null, { text: 'last', position: 40 }),
    edit('r', 'remove', 'b'),
  ];
  expect(apply(['a', 'b', 'c'], ...edits)).toEqual({ texts: ['first', 'a', 'middle', 'c', 'last'], positions: { 1: 0, 2: 2, r: 3, 3: 4 } });
});

test('an added chunk is switched off by naming the edit that adds it', () => {
  const edits = [edit('1', 'add', null, { text: 'new', position: 1 }), edit('d', 'disable', null, { sourceHash: '1' })];
  expect(apply(['a'], ...edits)).toEqual({ texts: ['a', '(new)'], positions: { 1: 1, d: 1 } });
});

test('an edit whose chunk is gone is left out, and has no position', () => {
  expect(apply(['a'], edit('e', 'replace', 'gone', { text: 'x', position: 7 }), edit('o', 'remove', 'a', { occurrence: 1 }))).toEqual({ texts: ['a'], positions: {} });
});
