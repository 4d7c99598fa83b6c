import { normalize } from './normalize.ts';
import { porterStem } from './porter.ts';
import { functionWords, questionWords } from './stop-words.ts';

/** `character` is one Han, kana or hangul character, `bigram` two in a row; `word` a stemmed word of any other script. */
export type TermKind = 'word' | 'number' | 'character' | 'bigram';

/**
 * What texts are compared by. `position` counts words and characters, left-out ones too, so that distances are true;
 * `offset` is where it begins in the normalized text.
 */
export type Term = { text: string; kind: TermKind; position: number; offset: number };

const han = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}';
const run = new RegExp(`(?<han>[${han}]+)|(?<number>\\d+(?:\\.\\d+)*)|(?<word>(?:(?![${han}])[\\p{L}\\p{M}])+(?:['’](?:(?![${han}])\\p{L})+)*)`, 'gu');

/** Longest word kept; what is longer is no word but data. */
const wordMaxChars = 40;

/** Texts say the same few thousand words over and over. */
const mostKnownWords = 20_000;
const knownWords = new Map<string, string | undefined>();

function wordTerm(word: string): string | undefined {
  const known = knownWords.get(word);
  if (known !== undefined || knownWords.has(word)) return known;
  const bare = word.replace(/['’]s$/, '').replace(/['’]/g, '');
  const term = functionWords.has(bare) || bare.length > wordMaxChars ? undefined : porterStem(bare);
  if (knownWords.size >= mostKnownWords) knownWords.clear();
  if (word.length <= wordMaxChars) knownWords.set(word, term);
  return term;
}

/** The index terms of a text, in order. Latin letters and digits are split, so 2008年 and iPhone15 meet their parts. */
export function analyze(text: string): Term[] {
  const terms: Term[] = [];
  let position = 0;
  for (const match of normalize(text).matchAll(run)) {
    const { han: characters, number, word } = match.groups!;
    let offset = match.index;
    if (characters) {
      const each = [...characters];
      each.forEach((character, index) => {
        terms.push({ text: character, kind: 'character', position, offset });
        if (index + 1 < each.length) terms.push({ text: character + each[index + 1]!, kind: 'bigram', position, offset });
        offset += character.length;
        position++;
      });
    } else {
      const term = number?.slice(0, wordMaxChars) ?? wordTerm(word!);
      if (term) terms.push({ text: term, kind: number ? 'number' : 'word', position, offset });
      position++;
    }
  }
  return terms;
}

/** Whether a term of kind `word` only makes a question of the text. */
export function isQuestionWord(term: string): boolean {
  return questionStems.has(term);
}
const questionStems: ReadonlySet<string> = new Set([...questionWords].map(porterStem));

/** Length of a text in terms: single characters are not counted beside the bigrams they are part of. */
export function termCount(terms: readonly Term[]): number {
  return terms.reduce((count, term) => count + (term.kind === 'character' ? 0 : 1), 0);
}

export type Script = 'han' | 'latin';

/** The script most of the terms are written in. Statistics of words and of bigrams are not comparable, so they are kept apart. */
export function scriptOf(terms: readonly Term[]): Script {
  let characters = 0;
  let words = 0;
  for (const { kind } of terms) {
    if (kind === 'character') characters++;
    else if (kind === 'word') words++;
  }
  return characters > words ? 'han' : 'latin';
}
