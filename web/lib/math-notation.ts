const fence = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/;
const tex = /\\\(([\s\S]*?)\\\)|\\\[([\s\S]*?)\\\]/g;
const singleDollar = /(?:^|[^\\$\w])\$[A-Za-z\\({|][^$\n]*[^\s$\\]\$(?!\d)/;

/** Whether `$...$` in the text looks like formulas and not like sums of money. */
export function hasSingleDollarMath(text: string): boolean {
  return singleDollar.test(text);
}

/** Whether the text seems to hold a formula, so that the typesetter is worth loading. */
export function looksLikeMath(text: string): boolean {
  return text.includes('$$') || hasSingleDollarMath(text) || text.search(tex) !== -1;
}

/** Writes `\(x\)` and `\[x\]` as `$$x$$`, outside code. Lengths stay the same, so offsets into the text stay right. */
export function unifyMathNotation(text: string): string {
  return text
    .split(fence)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(tex, (_, inline?: string, display?: string) => `$$${inline ?? display ?? ''}$$`),
    )
    .join('');
}
