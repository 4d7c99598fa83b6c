import type { ElementContent, Root } from 'hast';
import { replaceText } from './tree-text.ts';

const marks = /\[(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\]/g;
const skip: ReadonlySet<string> = new Set(['code', 'pre', 'a']);

/**
 * A rehype plugin that turns `[1]`, `[1][2]` and `[1, 2]` in running text into `<cite data-number="1">`, where every number is
 * that of a source. Numbers without a source, code and links stay as they were written.
 */
export function rehypeCitations({ numbers }: { numbers: ReadonlySet<number> }) {
  return (tree: Root): void => {
    replaceText(tree, skip, ({ value }) => {
      const parts: ElementContent[] = [];
      let from = 0;
      for (const match of value.matchAll(marks)) {
        const cited = match[1]!.split(/[,，、]/).map((each) => Number(each.trim()));
        if (!cited.every((number) => numbers.has(number))) continue;
        const before = value.slice(from, match.index).trimEnd();
        if (before) parts.push({ type: 'text', value: before });
        for (const number of cited) {
          parts.push({
            type: 'element',
            tagName: 'cite',
            properties: { dataNumber: number },
            children: [{ type: 'text', value: String(number) }],
          });
        }
        from = match.index + match[0].length;
      }
      if (parts.length === 0) return undefined;
      if (from < value.length) parts.push({ type: 'text', value: value.slice(from) });
      return parts;
    });
  };
}
