import { walkXml } from '../xml.ts';

export type OdfStyles = {
  /** Marks of lists by the name of their style: one entry per level, from the outermost. */
  lists: ReadonlyMap<string, readonly ('number' | 'bullet')[]>;
  /** Paragraph styles that stand for the title of the document. */
  titles: ReadonlySet<string>;
  /** Styles of sheets that are not shown. */
  hidden: ReadonlySet<string>;
};

const maxLevels = 10;

/** What the styles of a part say about reading; those of the content come after the shared ones. */
export function readOdfStyles(parts: readonly string[]): OdfStyles {
  const lists = new Map<string, ('number' | 'bullet')[]>();
  const titles = new Set(['Title']);
  const hidden = new Set<string>();
  let levels: ('number' | 'bullet')[] = [];
  let style = '';
  for (const part of parts) {
    walkXml(part, {
      open(name, attribute) {
        if (name === 'list-style') {
          levels = [];
          lists.set(attribute('name') ?? '', levels);
        } else if (name === 'list-level-style-number' || name === 'list-level-style-bullet') {
          const level = Number(attribute('level') ?? 1);
          if (level >= 1 && level <= maxLevels) levels[level - 1] = name.endsWith('number') && attribute('num-format') !== '' ? 'number' : 'bullet';
        } else if (name === 'style') {
          style = attribute('name') ?? '';
          if (attribute('parent-style-name') === 'Title') titles.add(style);
        } else if (name === 'table-properties' && attribute('display') === 'false') {
          hidden.add(style);
        }
      },
      close() {},
      text() {},
    });
  }
  return { lists, titles, hidden };
}
