import { expect, test } from 'vitest';
import type { Block, ParsedDocument } from '../document-loader.ts';
import { recursiveSplitter } from './recursive.ts';

type Piece = Pick<Block, 'kind'> & Partial<Block> & { text: string };

function documentOf(pieces: readonly Piece[], separator = '\n\n'): ParsedDocument {
  let text = '';
  const blocks = pieces.map(({ text: piece, ...block }): Block => {
    if (text !== '') text += separator;
    const start = text.length;
    text += piece;
    return { ...block, start, end: text.length };
  });
  return { title: 'test', text, blocks, notes: [] };
}

function paragraph(text: string, rest: Partial<Block> = {}): Piece {
  return { kind: 'paragraph', text, ...rest };
}

function split(document: ParsedDocument, chunkSize: number, chunkOverlap = 0): string[] {
  return recursiveSplitter.split(document, { chunkSize, chunkOverlap }).map(({ start, end }) => document.text.slice(start, end));
}

/** One half of a surrogate pair. */
const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Sentences of about 20 characters, each told by its number. */
function sentences(count: number, from = 0): string {
  return Array.from({ length: count }, (_, index) => `Sentence number ${String(from + index).padStart(2, '0')}.`).join(' ');
}

test('a document that fits is one chunk, without the blanks around it', () => {
  expect(split(documentOf([paragraph('  一段话。 '), paragraph('Another.  ')]), 50)).toEqual(['一段话。 \n\nAnother.']);
});

test('a document of blanks makes no chunk', () => {
  expect(split(documentOf([paragraph(' \n\t\u3000')]), 50)).toEqual([]);
  expect(split({ title: '', text: ' \n ', blocks: [], notes: [] }, 50)).toEqual([]);
});

test('text is cut between sentences, into even chunks', () => {
  const chunks = split(documentOf([paragraph(sentences(12))]), 100);
  expect(chunks.map((chunk) => chunk.match(/Sentence/g)?.length)).toEqual([4, 4, 4]);
  expect(chunks.every((chunk) => chunk.endsWith('.'))).toBe(true);
});

test('Chinese is cut after its own stops, decimals and abbreviations are not', () => {
  const chinese = '今天的会议改到明天上午。请带上第三季度的报告！谁负责准备会议室？小王已经预订了房间；';
  expect(split(documentOf([paragraph(chinese.repeat(2))]), 50).every((chunk) => /[。！？；]$/.test(chunk))).toBe(true);
  const english = 'The price rose by 3.5 percent in total. Dr. Smith of the U.S. office confirmed it. Nobody else did so.';
  expect(split(documentOf([paragraph(english)]), 45)).toEqual([
    'The price rose by 3.5 percent in total.',
    'Dr. Smith of the U.S. office confirmed it.',
    'Nobody else did so.',
  ]);
});

test('the overlap repeats whole sentences of the chunk before, and the maximum holds with it', () => {
  const chunks = split(documentOf([paragraph(sentences(15))]), 100, 45);
  for (const [index, chunk] of chunks.entries()) {
    expect(chunk.length).toBeLessThanOrEqual(100);
    expect(chunk).toMatch(/^Sentence number \d\d\./);
    const before = chunks[index - 1];
    if (before) expect(before).toContain(chunk.slice(0, 'Sentence number 00.'.length));
  }
});

test('large sections do not share a chunk, small ones do', () => {
  const section = (name: string, count: number): Piece[] => [
    { kind: 'heading', text: name, level: 1 },
    paragraph(sentences(count), { headingPath: [name] }),
  ];
  const large = documentOf([...section('First', 8), ...section('Second', 8)]);
  const chunks = recursiveSplitter.split(large, { chunkSize: 200, chunkOverlap: 0 });
  expect(chunks.map((chunk) => chunk.headingPath)).toEqual([['First'], ['Second']]);
  expect(large.text.slice(chunks[1]!.start).startsWith('Second')).toBe(true);

  const small = documentOf([...section('A', 1), ...section('B', 1), ...section('C', 1), ...section('D', 17)]);
  const merged = split(small, 200);
  expect(merged[0]).toContain('C\n\nSentence');
  expect(merged[1]).toMatch(/^D/);
});

test('a heading is never left at the end of a chunk', () => {
  const pieces = Array.from({ length: 20 }, (_, index): Piece[] => [
    { kind: 'heading', text: `Heading ${index}`, level: 2 },
    paragraph(sentences(1 + (index % 5)), { headingPath: [`Heading ${index}`] }),
  ]);
  for (const size of [60, 100, 150, 250]) {
    for (const chunk of split(documentOf(pieces.flat()), size)) expect(chunk).not.toMatch(/Heading \d+$/);
  }
});

test('rows and code are not cut as long as they fit', () => {
  const rows = Array.from({ length: 30 }, (_, index): Piece => ({
    kind: 'table-row',
    text: `Item ${index} | Price: ${index}.50 | Note: one. two. three.`,
    cell: { table: 0, row: index + 1 },
  }));
  for (const chunk of split(documentOf(rows, '\n'), 120, 60)) {
    expect(chunk).toMatch(/^Item \d+ \|/);
    expect(chunk).toMatch(/three\.$/);
  }
  const code: Piece = { kind: 'code', text: 'if (a) {\n  b();\n\n  c();\n}' };
  expect(split(documentOf([paragraph(sentences(3)), code, paragraph(sentences(3))]), 70)).toContain(code.text);
});

test('a page begins a chunk of its own, and the chunk tells it', () => {
  const document = documentOf([paragraph(sentences(6), { page: 1 }), paragraph(sentences(6, 6), { page: 2 })]);
  const chunks = recursiveSplitter.split(document, { chunkSize: 200, chunkOverlap: 50 });
  expect(chunks.map((chunk) => chunk.page)).toEqual([1, 2]);
  expect(document.text.slice(chunks[1]!.start, chunks[1]!.end)).toBe(sentences(6, 6));
});

test('one endless word is cut at the maximum, but not inside a character', () => {
  const chunks = split(documentOf([paragraph('\u{1f600}'.repeat(100))]), 51);
  expect(chunks.join('')).toBe('\u{1f600}'.repeat(100));
  for (const chunk of chunks) {
    expect(chunk.length).toBeLessThanOrEqual(51);
    expect(chunk).not.toMatch(halfCharacter);
  }
});

test('text between blocks is not lost', () => {
  const text = 'before [block one] between [block two] after';
  const blocks: Block[] = ['[block one]', '[block two]'].map((piece) => ({ kind: 'paragraph', start: text.indexOf(piece), end: text.indexOf(piece) + piece.length }));
  expect(split({ title: '', text, blocks, notes: [] }, 12).join(' ')).toBe(text);
});

/** A small generator of our own, so that every run tries the same documents (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const words = ['alpha', 'be', '知识库', '的', '。', '，', '. ', '! ', '3.14', '\u{1f600}', ' ', '\n', '\n\n', '\t', 'e.g.', 'Supercalifragilistic'.repeat(4), '！', '(x)', '\r\n', '\u3000'];
const kinds: readonly Block['kind'][] = ['paragraph', 'heading', 'list-item', 'table-row', 'code', 'caption'];

function randomDocument(random: () => number): ParsedDocument {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const pieces = Array.from({ length: Math.floor(random() * 30) }, (_, index): Piece => ({
    kind: pick(kinds),
    text: Array.from({ length: 1 + Math.floor(random() * 60) }, () => pick(words)).join(random() < 0.5 ? ' ' : ''),
    page: 1 + Math.floor(index / 5),
    level: 1 + Math.floor(random() * 3),
    headingPath: random() < 0.5 ? ['A'] : ['A', 'B'],
  }));
  return documentOf(pieces, pick(['\n', '\n\n', '', ' loose ']));
}

test('whatever the document: chunks fit, follow each other, begin and end visibly, and hold every visible character', () => {
  const random = randomFrom(7);
  for (let round = 0; round < 150; round++) {
    const document = randomDocument(random);
    const chunkSize = 50 + Math.floor(random() * 400);
    const chunks = recursiveSplitter.split(document, { chunkSize, chunkOverlap: Math.floor(random() * chunkSize) });
    let covered = 0;
    for (const [index, { start, end }] of chunks.entries()) {
      const text = document.text.slice(start, end);
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(chunkSize);
      expect(text).toBe(text.trim());
      expect(text).not.toMatch(halfCharacter);
      expect(document.text.slice(covered, start).trim(), `round ${round}: lost before chunk ${index}`).toBe('');
      expect(end).toBeGreaterThan(covered);
      expect(start).toBeGreaterThanOrEqual(chunks[index - 1]?.start ?? 0);
      covered = end;
    }
    expect(document.text.slice(covered).trim(), `round ${round}: lost at the end`).toBe('');
  }
});
