const maxTitleChars = 20;
const leadingChars = 5;
const minShareOfLetters = 0.5;
const endsInPunctuation = /[^\p{L}\p{M}\p{N}_\s]$/u;
/** With the numerals that Han characters are: those of 第一章, and the capital forms. */
const numeral = /[\p{N}〇零一二三四五六七八九十百千万亿兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億两兩]/u;
const letter = /\p{L}/u;

/**
 * Whether a text looks like a numbered heading, by the rule of Langchain-Chatchat: short, no punctuation at its end, at least half letters,
 * a numeral near its beginning. "1.1 系统架构" is one; "1.2 部署" is not, for want of letters.
 */
export function isChineseTitle(text: string): boolean {
  if (text.length > maxTitleChars * 2) return false;
  const chars = [...text];
  if (chars.length === 0 || chars.length > maxTitleChars || endsInPunctuation.test(text)) return false;
  const visible = chars.filter((char) => char.trim() !== '');
  if (visible.length === 0 || visible.filter((char) => letter.test(char)).length / visible.length < minShareOfLetters) return false;
  return !chars.every((char) => numeral.test(char)) && chars.slice(0, leadingChars).some((char) => numeral.test(char));
}
