import { normalize } from '../platform/text/normalize.ts';
import type { Query } from '../platform/text/query.ts';
import { analyze } from '../platform/text/terms.ts';

/** What a document is called. `date`: of its metadata, year first; empty where it has none. */
export type DocumentName = { id: string; name: string; title: string; date: string };

/** A name or a title. `value`: what all its words tell, in nats. */
type Calling = { place: number; words: ReadonlySet<string>; value: number };

/** `carriers`: the callings that hold a word, by their places; theirs are those of the documents. */
export type NameIndex = { documents: readonly DocumentName[]; callings: readonly Calling[]; carriers: ReadonlyMap<string, readonly number[]> };

/** How far a question names each document, by its id: from 0 to 1, for the one it names best. */
export type Naming = ReadonlyMap<string, number>;

/** Words in small letters, and Chinese ones, name something together: with the rest of the question, so much of a name or a title. */
const spelledShare = 0.6;
/** The least that the words of the best document must tell, in nats: one name that half of a handful of documents carry. */
const minNaming = 0.6;
/** Whatever tells so much has named its document, as one word does that three names in ten carry: a long title does not outdo a short one. */
const fullNaming = 1.2;
/** How much less a document of another year or quarter is meant. */
const periodShare = 0.8;
/** Two or three words that a file name writes as one: BestBuy, AmericanExpress. */
const joinedMinChars = 6;
const mostJoined = 3;
/** What is called the same but older, where the latest is asked for. */
const olderShare = 0.6;
const sameNaming = 0.9;
const namedShare = 0.5;
const asksForLatest = /\b(?:latest|newest|most recent)\b|最新|最近/i;

const fileExtension = /\.[^.\s]{1,5}$/;
const isPeriod = (word: string) => /^(?:\d+|[qh][1-4])$/.test(word);
const wordsOf = (text: string): string[] => normalize(text).match(/[\p{L}\p{N}]+/gu) ?? [];
/** Words of letters and digits, which the index reads apart: 3M, 10K. */
const mixedWords = (words: readonly string[]) => words.filter((word) => /\d/.test(word) && /\p{L}/u.test(word));

/** While documents are taken in, the names of all are read again and again. */
const mostKnownNames = 20_000;
const knownNames = new Map<string, ReadonlySet<string>>();

function wordsOfName(name: string): ReadonlySet<string> {
  const known = knownNames.get(name);
  if (known) return known;
  const text = name.replaceAll('_', ' ');
  const terms = analyze(text).filter(({ kind }) => kind !== 'character');
  const words = new Set([...terms.map((term) => term.text), ...mixedWords(wordsOf(text))]);
  if (knownNames.size >= mostKnownNames) knownNames.clear();
  knownNames.set(name, words);
  return words;
}

function rarityOf(holding: number, all: number): number {
  return Math.log(1 + (all - holding + 0.5) / (holding + 0.5));
}

export function indexNames(documents: readonly DocumentName[]): NameIndex {
  const namesOf = ({ name, title }: DocumentName) => new Set([name.replace(fileExtension, ''), title].filter(Boolean));
  const named = documents.flatMap((document, place) => [...namesOf(document)].map((name) => ({ place, words: wordsOfName(name) })));
  const carriers = new Map<string, number[]>();
  named.forEach(({ words }, index) => {
    for (const word of words) {
      const known = carriers.get(word);
      if (known) known.push(index);
      else carriers.set(word, [index]);
    }
  });
  const rarity = (word: string) => (isPeriod(word) ? 0 : rarityOf(carriers.get(word)!.length, named.length));
  const callings = named.map((each) => ({ ...each, value: [...each.words].reduce((sum, word) => sum + rarity(word), 0) }));
  return { documents, callings, carriers };
}

/** The words of a question that may name a document: by themselves, or only together with others. */
function namingWords(query: Query): { telling: Set<string>; hinting: Set<string> } {
  const words = wordsOf(query.text.replaceAll(/['’]s\b/g, ''));
  const telling = new Set(mixedWords(words));
  words.forEach((_, index) => {
    for (let count = 2; count <= mostJoined && index + count <= words.length; count++) {
      const joined = words.slice(index, index + count).join('');
      const [term, ...others] = analyze(joined);
      if (joined.length >= joinedMinChars && term?.kind === 'word' && others.length === 0) telling.add(term.text);
    }
  });
  // Where every word begins with a capital, that tells nothing.
  const areNamesTold = 2 * query.names.size <= words.length;
  const hinting = new Set<string>();
  for (const { text, kind } of query.terms) {
    if (kind === 'number' || (areNamesTold && query.names.has(text))) telling.add(text);
    else if (kind !== 'character') hinting.add(text);
  }
  for (const word of telling) hinting.delete(word);
  return { telling, hinting };
}

/** Of documents called the same, the older ones count less. */
function preferLatest(shares: number[], documents: readonly DocumentName[]): void {
  const least = sameNaming * Math.max(...shares);
  const same = documents.map(({ date }, place) => ({ date, place })).filter(({ place }) => shares[place]! >= least);
  const latest = same.reduce((best, { date }) => (date > best ? date : best), '');
  for (const { date, place } of same) if (date < latest) shares[place]! *= olderShare;
}

/** What a question tells of each document by the words of its name or its title, whichever it tells more of. */
function readNaming(query: Query, { documents, callings, carriers }: NameIndex): { names: number[]; periods: number[] } {
  const told = callings.map(() => 0);
  const hinted = callings.map(() => 0);
  const inPeriod = callings.map(() => 0);
  const { telling, hinting } = namingWords(query);
  const add = (words: Iterable<string>, sums: number[]) => {
    for (const word of words) {
      const holding = carriers.get(word) ?? [];
      const rarity = rarityOf(holding.length, callings.length);
      for (const index of holding) (isPeriod(word) ? inPeriod : sums)[index]! += rarity;
    }
  };
  add(telling, told);
  add(hinting, hinted);
  const names = documents.map(() => 0);
  const periods = documents.map(() => 0);
  callings.forEach(({ place, value }, index) => {
    const together = told[index]! + hinted[index]!;
    const naming = together >= spelledShare * value ? together : told[index]!;
    names[place] = Math.max(names[place]!, Math.min(naming, fullNaming));
    periods[place] = Math.max(periods[place]!, inPeriod[index]!);
  });
  return { names, periods };
}

/** undefined where the question names none. */
export function nameDocuments(query: Query, index: NameIndex): Naming | undefined {
  const { documents } = index;
  const { names, periods } = readNaming(query, index);
  const best = Math.max(0, ...names);
  if (best < minNaming) return undefined;
  const bestPeriod = Math.max(...periods);
  const inPeriod = (place: number) => (bestPeriod > 0 ? 1 - periodShare + (periodShare * periods[place]!) / bestPeriod : 1);
  const shares = names.map((value, place) => (value / best) * inPeriod(place));
  if (asksForLatest.test(query.text)) preferLatest(shares, documents);
  const highest = Math.max(...shares);
  return new Map(documents.map(({ id }, place) => [id, shares[place]! / highest]));
}

/** Those to be searched by themselves; none where the question names more than half of all. */
export function documentsNamed(naming: Naming = new Map()): string[] {
  const named = [...naming].filter(([, share]) => share >= namedShare).map(([id]) => id);
  return 2 * named.length <= naming.size ? named : [];
}
