import { sentences } from '../sentences.ts';
import { useLocale } from './language.ts';
import { serverTexts } from './zh/server-texts.ts';

type Phrase = readonly [pattern: RegExp, chinese: string];

const phraseOf = ([english, chinese]: [string, string]): Phrase => {
  const literals = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return [new RegExp(`^${literals.join('([^]+?)')}$`), chinese];
};

let phrases: readonly Phrase[] | undefined;

/** What the server said, in Chinese where it is known; otherwise as it said it. */
export function inChinese(text: string): string {
  phrases ??= Object.entries(serverTexts).map(phraseOf);
  const known = phrases.find(([pattern]) => pattern.test(text));
  return known ? text.replace(...known) : text;
}

const inChineseSentences = (...texts: (string | undefined)[]) => sentences(...texts.map((text) => text && inChinese(text)));

/** Puts what the server said, and its hint, one after another, in the reader's language as far as that is known. */
export function useServerWords(): typeof sentences {
  return useLocale() === 'zh' ? inChineseSentences : sentences;
}
