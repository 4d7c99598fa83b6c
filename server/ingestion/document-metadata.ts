import { type Metadata, MetadataKey, metadataLimits, MetadataValue } from '#contracts/document-filter';
import type { ParsedDocument } from './document-loader.ts';

/** The beginning says enough about the language. */
const sampleChars = 20_000;
/** A Chinese character says as much as about this many letters. */
const lettersPerCharacter = 3;
const leastShare = 0.6;
/** Words that hardly any English text does without, and their share among its words. */
const englishWords = /\b(?:the|of|and|to|in|is|for|that)\b/gi;
const leastEnglishShare = 0.08;

/** zh or en, where most of the text is so; other languages are not guessed. */
function languageOf(text: string): string | undefined {
  const sample = text.slice(0, sampleChars);
  // Whole runs are matched, since one match for each letter takes five times as long.
  const length = (runs: readonly string[] | null) => (runs ?? []).reduce((sum, { length }) => sum + length, 0);
  const [han, kana, latin] = [/\p{Script=Han}+/gu, /[\p{Script=Hiragana}\p{Script=Katakana}]+/gu, /\p{Script=Latin}+/gu].map((pattern) => length(sample.match(pattern))) as [number, number, number];
  const share = (han * lettersPerCharacter) / Math.max(1, han * lettersPerCharacter + latin + kana * lettersPerCharacter);
  if (share >= leastShare && kana < han / 10) return 'zh';
  const words = sample.match(/\p{L}+/gu) ?? [];
  const isLatin = latin > 0 && latin / Math.max(1, length(words)) >= leastShare;
  return isLatin && (sample.match(englishWords)?.length ?? 0) / words.length >= leastEnglishShare ? 'en' : undefined;
}

/** What a document says of itself. */
export function metadataOf({ text, metadata = {} }: Pick<ParsedDocument, 'text' | 'metadata'>): Metadata {
  const language = languageOf(text);
  const said = Object.entries({ ...(language && { language }), ...metadata })
    .map(([key, value]) => [key, value.replace(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, metadataLimits.valueChars)] as const)
    .filter(([key, value]) => MetadataKey.safeParse(key).success && MetadataValue.safeParse(value).success);
  return Object.fromEntries(said.slice(0, metadataLimits.entries));
}

/**
 * What is said of a document after it was read again: what it says itself now, under what its curators changed or took away.
 * @param stored as it is; empty before it was first read
 * @param before what the document said of itself when that was stored
 */
export function mergeMetadata(stored: Metadata, before: Metadata, now: Metadata): Metadata {
  if (Object.keys(stored).length === 0) return now;
  const isCurated = (key: string) => stored[key] !== before[key];
  const own = Object.entries(now).filter(([key]) => !isCurated(key));
  const curated = Object.entries(stored).filter(([key]) => isCurated(key));
  return Object.fromEntries([...own, ...curated].slice(0, metadataLimits.entries));
}
