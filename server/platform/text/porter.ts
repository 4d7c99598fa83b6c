const vowel = '[aeiouy]';
const consonantRun = '[^aeiou][^aeiouy]*';
const vowelRun = '[aeiouy][aeiou]*';

/** Porter's measure m: how many times a vowel run is followed by a consonant run. */
const measureAbove0 = new RegExp(`^(?:${consonantRun})?${vowelRun}${consonantRun}`);
const measureIs1 = new RegExp(`^(?:${consonantRun})?${vowelRun}${consonantRun}(?:${vowelRun})?$`);
const measureAbove1 = new RegExp(`^(?:${consonantRun})?(?:${vowelRun}${consonantRun}){2}`);
const hasVowel = new RegExp(`^(?:${consonantRun})?${vowel}`);
const endsConsonantVowelConsonant = new RegExp(`^${consonantRun}${vowel}[^aeiouwxy]$`);

const doubleSuffixes: Record<string, string> = {
  ational: 'ate', tional: 'tion', enci: 'ence', anci: 'ance', izer: 'ize', bli: 'ble', alli: 'al', entli: 'ent', eli: 'e',
  ousli: 'ous', ization: 'ize', ation: 'ate', ator: 'ate', alism: 'al', iveness: 'ive', fulness: 'ful', ousness: 'ous',
  aliti: 'al', iviti: 'ive', biliti: 'ble', logi: 'log',
};
const nounSuffixes: Record<string, string> = { icate: 'ic', ative: '', alize: 'al', iciti: 'ic', ical: 'ic', ful: '', ness: '' };

const doubleSuffix = /^(.+?)(ational|tional|enci|anci|izer|bli|alli|entli|eli|ousli|ization|ation|ator|alism|iveness|fulness|ousness|aliti|iviti|biliti|logi)$/;
const nounSuffix = /^(.+?)(icate|ative|alize|iciti|ical|ful|ness)$/;
const bareSuffix = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

function withoutPlural(word: string): string {
  if (/(ss|i)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutPastOrGerund(word: string): string {
  if (word.endsWith('eed')) return measureAbove0.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const stem = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (!stem || !hasVowel.test(stem)) return word;
  if (/(at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1);
  return endsConsonantVowelConsonant.test(stem) ? `${stem}e` : stem;
}

function withoutFinalY(word: string): string {
  return word.endsWith('y') && hasVowel.test(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

function withSuffixReplaced(word: string, suffix: RegExp, replacements: Record<string, string>): string {
  const match = suffix.exec(word);
  return match && measureAbove0.test(match[1]!) ? match[1]! + replacements[match[2]!]! : word;
}

function withoutBareSuffix(word: string): string {
  const stem = bareSuffix.exec(word)?.[1] ?? /^(.+?[st])ion$/.exec(word)?.[1];
  return stem !== undefined && measureAbove1.test(stem) ? stem : word;
}

function tidied(word: string): string {
  let stem = word;
  if (stem.endsWith('e')) {
    const before = stem.slice(0, -1);
    if (measureAbove1.test(before) || (measureIs1.test(before) && !endsConsonantVowelConsonant.test(before))) stem = before;
  }
  return stem.endsWith('ll') && measureAbove1.test(stem) ? stem.slice(0, -1) : stem;
}

/** Stem of a lower-case English word: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980. */
export function porterStem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  const inflected = withoutFinalY(withoutPastOrGerund(withoutPlural(word)));
  const derived = withSuffixReplaced(withSuffixReplaced(inflected, doubleSuffix, doubleSuffixes), nounSuffix, nounSuffixes);
  return tidied(withoutBareSuffix(derived));
}
