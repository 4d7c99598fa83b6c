import { createRequire } from 'node:module';

type Encoding = { countTokens(text: string, options: { allowedSpecial: Set<string>; disallowedSpecial: Set<string> }): number };

const requireLazily = createRequire(import.meta.url);
const noSpecialTokens = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };
/** Longer texts are estimated: their budget is not tight, and counting takes time. */
const exactUpToChars = 40_000;
/** Counting one run of letters takes quadratic time, so text is counted in pieces; each border costs at most one token. */
const pieceChars = 1_000;
const hanOrKana = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

let encoding: Encoding | undefined;

/** cl100k counts Chinese higher than newer vocabularies do, so a budget kept by it is kept by theirs. Loaded on first use: 40 MB. */
function loadEncoding(): Encoding {
  encoding ??= requireLazily('gpt-tokenizer/encoding/cl100k_base') as Encoding;
  return encoding;
}

/** A quick upper guess: four characters a token, Chinese, Japanese and Korean one each. */
export function estimateTokens(text: string): number {
  const wideChars = text.match(hanOrKana)?.length ?? 0;
  return wideChars + Math.ceil((text.length - wideChars) / 4);
}

/** At most so many tokens, found without counting: each has a byte at least, and a border of pieces can make three bytes of two. */
export function mostTokens(text: string): number {
  return Buffer.byteLength(text) + 2 * Math.ceil(text.length / pieceChars);
}

/** Tokens of a text as an OpenAI model counts them. Text like <|endoftext|> is counted as the text it is. */
export function countTokens(text: string): number {
  if (text.length > exactUpToChars) return estimateTokens(text);
  let count = 0;
  for (let start = 0; start < text.length; start += pieceChars) {
    count += loadEncoding().countTokens(text.slice(start, start + pieceChars), noSpecialTokens);
  }
  return count;
}
