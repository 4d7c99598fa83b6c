import { expect, test } from 'vitest';
import type { ParsedDocument } from './document-loader.ts';
import { createRandom } from '../testing/random-vectors.ts';
import { keepBorders } from './keep-borders.ts';
import { splitDocument } from './split.ts';

const words = 'harbour ferry lighthouse smoke herring captain lantern rope tide anchor gull market bread salt letter stone bridge garden'.split(' ');

function documentOf(paragraphs: readonly string[]): ParsedDocument {
  let end = -2;
  const blocks = paragraphs.map((paragraph) => {
    const start = end + 2;
    end = start + paragraph.length;
    return { kind: 'paragraph' as const, start, end };
  });
  return { title: '', text: paragraphs.join('\n\n'), blocks, notes: [] };
}

const textsOf = ({ text }: ParsedDocument, spans: readonly { start: number; end: number }[]) => spans.map(({ start, end }) => text.slice(start, end));

test.each([
  [400, 0],
  [800, 100],
  [1500, 0],
  [1500, 375],
])('one changed paragraph of a thousand makes at most two new chunks of %i characters with %i repeated', async (chunkSize, chunkOverlap) => {
  const random = createRandom(chunkSize + chunkOverlap);
  const some = (fewest: number, most: number) => fewest + Math.floor(random() * (most - fewest + 1));
  const sentence = () => `${Array.from({ length: some(5, 18) }, () => words[some(0, words.length - 1)]).join(' ')}.`;
  const paragraph = () => Array.from({ length: some(1, 6) }, sentence).join(' ');
  const options = { splitter: 'recursive', chunkSize, chunkOverlap, titleEnhancement: false, headingPrefix: false };
  const split = (document: ParsedDocument) => splitDocument(document, options);
  const paragraphs = Array.from({ length: 1_000 }, paragraph);
  const before = documentOf(paragraphs);
  const present = split(before);
  const known = new Set(textsOf(before, present));
  for (let round = 0; round < 8; round++) {
    const at = some(0, 999);
    const after = documentOf(paragraphs.with(at, paragraphs[at]!.replace(/\w+/, 'changed')));
    const kept = await keepBorders({ ...before, present }, after, split(after), async (part) => split(part));
    const texts = textsOf(after, kept);
    expect(texts.filter((text) => !known.has(text)).length).toBeLessThanOrEqual(2);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(chunkSize);
    let end = 0;
    for (const span of kept) {
      expect(after.text.slice(end, span.start).trim()).toBe('');
      expect(span.end).toBeGreaterThan(end);
      end = span.end;
    }
    expect(after.text.slice(end).trim()).toBe('');
  }
});

test('other sizes split the whole text anew', async () => {
  const random = createRandom(1);
  const document = documentOf(Array.from({ length: 100 }, () => Array.from({ length: 30 }, () => words[Math.floor(random() * words.length)]).join(' ')));
  const options = { splitter: 'recursive', chunkOverlap: 0, titleEnhancement: false, headingPrefix: false };
  const present = splitDocument(document, { ...options, chunkSize: 300 });
  const fresh = splitDocument(document, { ...options, chunkSize: 700 });
  const neverSplit = () => Promise.reject(new Error('split again'));
  expect(await keepBorders({ ...document, present }, document, fresh, neverSplit)).toBe(fresh);
});
