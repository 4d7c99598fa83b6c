/**
 * Puts texts that follow each other together, as many as a budget allows; one that is too large alone is cut.
 * Nothing is left out.
 */
export function groupTexts(texts: readonly string[], budgetTokens: number, countTokens: (text: string) => number): string[] {
  const groups: string[] = [];
  let group = '';
  for (const text of texts.flatMap((each) => cutToBudget(each, budgetTokens, countTokens))) {
    const joined = group === '' ? text : `${group}\n\n${text}`;
    if (countTokens(joined) <= budgetTokens) group = joined;
    else {
      groups.push(group);
      group = text;
    }
  }
  return group === '' ? groups : [...groups, group];
}

function cutToBudget(text: string, budgetTokens: number, countTokens: (text: string) => number): string[] {
  const tokens = countTokens(text);
  if (tokens <= budgetTokens || text.length < 2) return [text];
  const middle = cutPlace(text, Math.floor(text.length / 2));
  return [text.slice(0, middle), text.slice(middle)].flatMap((half) => cutToBudget(half, budgetTokens, countTokens));
}

/** Near `at`, but not inside a surrogate pair. */
function cutPlace(text: string, at: number): number {
  const blank = text.lastIndexOf(' ', at);
  if (blank > at / 2) return blank;
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 || at + 1 : at;
}

/** So many texts, evenly from beginning to end, in their order. */
export function sampleEvenly<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]!);
}
