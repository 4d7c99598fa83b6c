import { AppError } from '../platform/errors.ts';

/** What a translation leaves as it is: code, formulas, addresses, citations and numbers. */
const kept =
  /(?:`{3,}[\s\S]*?(?:`{3,}|$)|`[^`\n]+`|\$\$[\s\S]+?\$\$|https?:\/\/[^\s<>)\]，。]+|\[\d{1,4}\]|\d+(?:[.,:/-]\d+)*%?)/g;
/** Translators like to make brackets those of the other language. */
const mark = /[[［【]\s*(\d{1,5})\s*[\]］】]/g;

export type MarkedText = { text: string; kept: readonly string[] };

/** Puts marks, counted from 1, for everything that is not to be translated. */
export function withMarks(text: string): MarkedText {
  const found: string[] = [];
  const marked = text.replace(kept, (each) => `[${found.push(each)}]`);
  return { text: marked, kept: found };
}

/** @throws AppError provider_failed when a mark was lost, or one was made up */
export function withoutMarks(translated: string, marked: MarkedText): string {
  const seen = new Set<number>();
  const text = translated.replace(mark, (whole, digits: string) => {
    seen.add(Number(digits));
    return marked.kept[Number(digits) - 1] ?? whole;
  });
  const isWhole = seen.size === marked.kept.length && [...seen].every((number) => number >= 1 && number <= marked.kept.length);
  if (isWhole) return text;
  throw new AppError('provider_failed', 'The translation left out numbers, code or citations', { hint: 'Choose another translator in Settings.' });
}
