import { expect, test } from 'vitest';
import { documentOf, paragraph, textsOf, type Piece } from '../../testing/parsed-document-fixture.ts';
import type { ParsedDocument } from '../document-loader.ts';
import { recursiveSplitter } from './recursive.ts';

function split(document: ParsedDocument, chunkSize: number, chunkOverlap = 0): string[] {
  return textsOf(document, recursiveSplitter.split(document, { chunkSize, chunkOverlap }));
}

/** Sentences of about 20 characters, each told by its number. */
function sentences(count: number, from = 0): string {
  return Array.from({ length: count }, (_, index) => `Sentence number ${String(from + index).padStart(2, '0')}.`).join(' ');
}

test('a document that fits is one chunk, without the blanks around it', () => {
  expect(split(documentOf([paragraph('  一段话。 '), paragraph('Another.  ')]), 50)).toEqual(['一段话。 \n\nAnother.']);
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
