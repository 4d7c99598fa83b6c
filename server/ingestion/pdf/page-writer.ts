import type { DocumentWriter } from '../document-writer.ts';
import { HeadingLevels } from './heading-levels.ts';
import { LineJoiner } from './line-joiner.ts';
import type { Line } from './lines.ts';
import { boxOf } from './page-frame.ts';
import type { Region } from './page-lines.ts';
import { toParagraphs } from './paragraphs.ts';

/** Writes all pages as blocks, without the lines of `furniture`. Returns the first heading of the greatest size, for a title. */
export function writePages(writer: DocumentWriter, pages: readonly (readonly Region[])[], furniture: ReadonlySet<Line>): string | undefined {
  const lines = pages.flatMap((regions) => regions.flatMap((region) => region.lines));
  const levels = new HeadingLevels(lines);
  const joiner = new LineJoiner(lines.map((line) => line.text));
  let title: string | undefined;
  let table = -1;
  pages.forEach((regions, index) => {
    const page = index + 1;
    const bodyEm = levels.bodyEmOf(regions.flatMap((region) => region.lines));
    for (const region of regions) {
      let row = 0;
      for (const paragraph of toParagraphs(region.lines.filter((line) => !furniture.has(line)))) {
        const text = joiner.join(paragraph.lines.map((line) => line.text));
        const level = region.isAside ? undefined : levels.of(paragraph, text, bodyEm);
        if (level === 1) title ??= text;
        row = paragraph.kind === 'table-row' ? row + 1 : 0;
        if (row === 1) table++;
        const place = { page, box: boxOf(paragraph.lines, region.frame) };
        if (level) writer.add('heading', text, { ...place, level });
        else writer.add(paragraph.kind, text, row > 0 ? { ...place, cell: { table, row } } : place);
      }
    }
  });
  return title;
}
