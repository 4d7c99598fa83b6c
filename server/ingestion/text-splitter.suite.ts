import { describe, expect, test } from 'vitest';
import { documentOf, paragraph, textsOf, type Piece } from '../testing/parsed-document-fixture.ts';
import { createRandom } from '../testing/random-vectors.ts';
import type { Block, ParsedDocument } from './document-loader.ts';
import type { ChunkSizes, TextSplitter } from './text-splitter.ts';

/** One half of a surrogate pair. */
const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const words = ['alpha', 'be', '知识库', '的', '。', '，', '. ', '! ', '3.14', '\u{1f600}', ' ', '\n', '\n\n', '\t', 'e.g.', 'Supercalifragilistic'.repeat(4), '！', '(x)', '\r\n', '\u3000', ' | a: ', '……', '”', '    return x;\n', '{\n', '}\n', '##'];
const kinds: readonly Block['kind'][] = ['paragraph', 'heading', 'list-item', 'table-row', 'code', 'caption'];
const rounds = 60;

function randomDocument(random: () => number, maxBlocks = 30): ParsedDocument {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const pieces = Array.from({ length: Math.floor(random() * maxBlocks) }, (_, index): Piece => ({
    kind: pick(kinds),
    text: Array.from({ length: 1 + Math.floor(random() * 60) }, () => pick(words)).join(random() < 0.5 ? ' ' : ''),
    page: 1 + Math.floor(index / 5),
    level: 1 + Math.floor(random() * 6),
    headingPath: random() < 0.5 ? ['A'] : ['A', 'B'],
    cell: random() < 0.8 ? { table: Math.floor(index / 8), row: 1 + (index % 8) } : undefined,
  }));
  const document = documentOf(pieces, pick(['\n', '\n\n', '', ' loose ']));
  return random() < 0.5 ? document : { ...document, pageCount: 6 };
}

/**
 * @param measure size of a text, in the unit of the splitter's sizes
 * @param tiny the smallest chunk that holds any one character
 */
export function itBehavesLikeATextSplitter(splitter: TextSplitter, measure: (text: string) => number, tiny: number): void {
  /** What is wrong with the chunks; nothing where they are sound. */
  function* problems(document: ParsedDocument, { chunkSize, chunkOverlap }: ChunkSizes): Generator<string> {
    const chunks = splitter.split(document, { chunkSize, chunkOverlap });
    let covered = 0;
    let block = 0;
    for (const [index, { start, end, page }] of chunks.entries()) {
      const text = document.text.slice(start, end);
      const size = measure(text);
      const repeated = measure(document.text.slice(start, covered).trim());
      if (text !== text.trim() || text === '') yield `chunk ${index} is blank or begins or ends with blanks: ${JSON.stringify(text)}`;
      if (size > chunkSize) yield `chunk ${index} has ${size} of ${chunkSize}`;
      if (repeated > chunkOverlap) yield `chunk ${index} repeats ${repeated} of ${chunkOverlap}`;
      if (halfCharacter.test(text)) yield `chunk ${index} holds half a character`;
      if (document.text.slice(covered, start).trim() !== '') yield `text is lost before chunk ${index}`;
      if (start < (chunks[index - 1]?.start ?? 0) || end <= covered) yield `chunk ${index} does not follow the one before`;
      while (document.blocks[block] && document.blocks[block]!.end <= start) block++;
      const first = document.blocks[block];
      if (first && first.start <= start && page !== first.page) yield `chunk ${index} is on page ${first.page}, not ${page}`;
      covered = end;
    }
    if (document.text.slice(covered).trim() !== '') yield 'text is lost at the end';
  }

  function expectSound(document: ParsedDocument, sizes: ChunkSizes, hint: string): void {
    expect([...problems(document, sizes)], hint).toEqual([]);
  }

  describe(`text splitter ${splitter.id}`, () => {
    test('a document without visible text makes no chunk', () => {
      expect(splitter.split(documentOf([]), { chunkSize: 50, chunkOverlap: 10 })).toEqual([]);
      expect(splitter.split(documentOf([paragraph(' \n\t\u3000')]), { chunkSize: 50, chunkOverlap: 10 })).toEqual([]);
      expect(splitter.split({ title: '', text: ' \n ', blocks: [], notes: [] }, { chunkSize: 50, chunkOverlap: 10 })).toEqual([]);
    });

    test('text that no block holds is not lost', () => {
      const text = 'before [block one] between [block two] after';
      const blocks: Block[] = ['[block one]', '[block two]'].map((piece) => ({ kind: 'paragraph', start: text.indexOf(piece), end: text.indexOf(piece) + piece.length }));
      expectSound({ title: '', text, blocks, notes: [] }, { chunkSize: 12, chunkOverlap: 0 }, 'gaps');
    });

    test('one endless word is cut at the maximum, but not inside a character', () => {
      for (const kind of kinds) {
        const document = documentOf([{ kind, text: '\u{1f600}'.repeat(100), cell: { table: 0, row: 1 } }]);
        const chunks = splitter.split(document, { chunkSize: 51, chunkOverlap: 10 });
        expect(textsOf(document, chunks).join('')).toBe(document.text);
        expectSound(document, { chunkSize: 51, chunkOverlap: 10 }, kind);
      }
    });

    test('the same document is cut the same way each time', () => {
      const document = randomDocument(createRandom(3));
      const sizes = { chunkSize: 120, chunkOverlap: 40 };
      expect(splitter.split(document, sizes)).toEqual(splitter.split(document, sizes));
    });

    test('whatever the document: chunks fit, follow each other, begin and end visibly, repeat no more than allowed, and hold every visible character', () => {
      const random = createRandom(7);
      for (let round = 0; round < rounds; round++) {
        const chunkSize = 50 + Math.floor(random() * 400);
        expectSound(randomDocument(random), { chunkSize, chunkOverlap: Math.floor(random() * chunkSize) }, `round ${round}`);
      }
    });

    test('tiny and huge chunks are as sound', () => {
      const random = createRandom(11);
      for (let round = 0; round < 8; round++) {
        expectSound(randomDocument(random, 6), { chunkSize: tiny, chunkOverlap: tiny - 1 }, `tiny, round ${round}`);
        expectSound(randomDocument(random), { chunkSize: 1_000_000, chunkOverlap: 1_000 }, `huge, round ${round}`);
      }
    });
  });
}
