import type { Source, UnsupportedClaim } from '#contracts/message';
import { sentenceSpans } from '../platform/text/sentences.ts';
import { analyze, scriptOf, type Term } from '../platform/text/terms.ts';
import { numberForms } from './number-forms.ts';

/** A cited sentence shares at least this part of its terms with what it cites; a true paraphrase keeps about half. */
const leastSharedTerms = 0.34;
/** Too few terms to judge by. */
const fewestTerms = 3;
const citationMark = /\[(\d{1,3})\]/g;
const leadingCitations = /^(?:\s*\[\d{1,3}\])+[.。,，;；]?\s*/;
const listMarker = /^\s*(?:[-*•>]|#{1,6}|\d{1,2}[.)、])\s+/;
/** A word of an alphabet that has capitals. */
const alphabetWord = /(?<![\p{L}\p{N}])[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]{2,}/gu;
const withinClause = /[\p{L}\p{N},，、)’]\s*$/u;

type Claim = { start: number; end: number; numbers: number[] };

const numbersIn = (text: string) => [...text.matchAll(citationMark)].map((match) => Number(match[1]));

/** The cited sentences of an answer. A citation after the full stop belongs to the sentence before it. */
function citedSentences(text: string): Claim[] {
  const claims: Claim[] = [];
  for (const span of sentenceSpans(text)) {
    const leading = leadingCitations.exec(text.slice(span.start, span.end))?.[0] ?? '';
    const previous = claims.at(-1);
    const start = previous ? span.start + leading.length : span.start;
    if (previous && leading) {
      previous.end = span.start + leading.trimEnd().length;
      previous.numbers.push(...numbersIn(leading));
    }
    if (start < span.end) claims.push({ start, end: span.end, numbers: numbersIn(text.slice(start, span.end)) });
  }
  return claims.filter(({ numbers }) => numbers.length > 0);
}

const isWordLike = ({ kind }: Term) => kind === 'word' || kind === 'bigram';

/** 1299.50 and 1299.5 are one number; 3.1.2 is none. */
const amountOf = (number: string) => (Number.isNaN(Number(number)) ? number : String(Number(number)));

/** Every number of the sentence is in the evidence, in digits or in words. */
function numbersAgree(terms: readonly Term[], evidence: string, evidenceTerms: readonly Term[]): boolean {
  const numbersOf = (some: readonly Term[]) => some.filter(({ kind }) => kind === 'number').map(({ text }) => amountOf(text));
  const known = new Set(numbersOf(evidenceTerms));
  return numbersOf(terms).every((number) => known.has(number) || numberForms(number).some((form) => evidence.includes(form)));
}

/** Names are words with a capital within a clause, and words with a digit or another capital inside: Berlin, GPT, iPhone, X100. */
function namesIn(sentence: string): string[] {
  return [...sentence.matchAll(alphabetWord)]
    .filter(({ 0: word, index }) => {
      const isMixed = /\p{L}/u.test(word) && /\d|.\p{Lu}/u.test(word);
      return isMixed || (/^\p{Lu}/u.test(word) && withinClause.test(sentence.slice(0, index)));
    })
    .map(([word]) => word);
}

function namesAgree(sentence: string, evidence: string, known: ReadonlySet<string>): boolean {
  return namesIn(sentence).every((name) => evidence.includes(name.toLowerCase()) || analyze(name).every(({ text }) => known.has(text)));
}

/** Conservative: what cannot be judged, such as an answer in another language than its source, passes. Numbers always count. */
function isSupported(sentence: string, sources: readonly Source[]): boolean {
  const evidence = sources
    .map(({ text, heading, documentName }) => `${documentName} ${heading ?? ''} ${text}`)
    .join('\n')
    .toLowerCase();
  const evidenceTerms = analyze(evidence);
  const known = new Set(evidenceTerms.map(({ text }) => text));
  const terms = analyze(sentence);
  if (!numbersAgree(terms, evidence, evidenceTerms)) return false;
  if (scriptOf(terms) !== scriptOf(evidenceTerms)) return true;
  if (!namesAgree(sentence, evidence, known)) return false;
  const words = terms.filter(isWordLike);
  const shared = words.filter(({ text }) => known.has(text)).length;
  return words.length < fewestTerms || shared / words.length >= leastSharedTerms;
}

/** The cited sentences of an answer that their sources do not bear out. They are reported, never rewritten. */
export function checkClaims(text: string, sources: readonly Source[]): UnsupportedClaim[] {
  return citedSentences(text).filter(({ start, end, numbers }) => {
    const sentence = text.slice(start, end).replace(citationMark, ' ').replace(listMarker, '');
    const cited = sources.filter((source) => numbers.includes(source.number));
    return !isSupported(sentence, cited);
  });
}
