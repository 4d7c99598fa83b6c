import type { DocumentWriter } from '../document-writer.ts';
import { collectVocabulary, joinLines } from './hyphens.ts';
import type { Line } from './lines.ts';
import { toParagraphs, type Paragraph } from './paragraphs.ts';

const headingSizeRatio = 1.15;
const maxHeadingChars = 150;
const maxSizeLevels = 3;

/** Writes the lines of all pages as blocks, without `furniture`. Returns the first heading of the greatest size, for a title. */
export function writePages(writer: DocumentWriter, pages: readonly (readonly (readonly Line[])[])[], furniture: ReadonlySet<Line>): string | undefined {
  const levels = new HeadingLevels(pages.flat(2));
  const vocabulary = collectVocabulary(pages.flat(2).map((line) => line.text));
  let title: string | undefined;
  let table = -1;
  let row = 0;
  pages.forEach((regions, index) => {
    const page = index + 1;
    for (const region of regions) {
      const lines = region.filter((line) => !furniture.has(line));
      if (lines.length === 0) continue;
      row = 0;
      for (const paragraph of toParagraphs(lines)) {
        const text = joinLines(paragraph.lines.map((line) => line.text), vocabulary);
        const level = levels.of(paragraph, text);
        if (paragraph.kind === 'table-row') {
          if (row++ === 0) table++;
          writer.add('table-row', text, { page, cell: { table, row } });
          continue;
        }
        row = 0;
        if (level === 1) title ??= text;
        if (level) writer.add('heading', text, { page, level });
        else writer.add(paragraph.kind, text, { page });
      }
    }
  });
  return title;
}

/** Headings are set larger than the body of the document, or in bold on a line of their own. */
class HeadingLevels {
  readonly #bodyEm: number;
  readonly #sizes: number[];

  constructor(lines: readonly Line[]) {
    const charsBySize = new Map<number, number>();
    for (const line of lines) charsBySize.set(sizeOf(line), (charsBySize.get(sizeOf(line)) ?? 0) + line.text.length);
    this.#bodyEm = [...charsBySize].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [10, 0])[0];
    this.#sizes = [...charsBySize.keys()].filter((size) => size >= headingSizeRatio * this.#bodyEm).sort((a, b) => b - a);
  }

  /** 1 to 3 by size, 4 for bold; undefined for what is no heading. */
  of({ kind, lines }: Paragraph, text: string): number | undefined {
    const line = lines[0]!;
    const looksLikeTitle = kind !== 'table-row' && text.length <= maxHeadingChars && /\p{L}{2}/u.test(text) && !/[,;。；，]$/.test(text);
    if (!looksLikeTitle || lines.some((one) => one.cells.length > 2)) return undefined;
    const rank = this.#sizes.indexOf(sizeOf(line));
    if (rank >= 0) return Math.min(rank + 1, maxSizeLevels);
    const isBoldLine = lines.length <= 2 && line.bold && sizeOf(line) >= 0.95 * this.#bodyEm && !/[.!?]$/.test(text);
    return isBoldLine ? maxSizeLevels + 1 : undefined;
  }
}

/** Font sizes to half a point, so that rounding makes no levels. */
function sizeOf(line: Line): number {
  return Math.round(line.em * 2) / 2;
}
