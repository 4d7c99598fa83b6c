const sentenceEnd = /[。！？!?…]["”’」』)）]*|\.["”’)]*(?=\s)|\n/g;
const citation = /\s?\[\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\]/g;

/** Where the last whole sentence ends, 0 when there is none yet. */
export function lastSentenceEnd(text: string): number {
  let end = 0;
  for (const match of text.matchAll(sentenceEnd)) end = match.index + match[0].length;
  return end;
}

/** The text without citation marks. */
export function withoutCitations(text: string): string {
  return text.replace(citation, '');
}

/** The text as it would be read aloud: no citation marks and no Markdown signs. */
export function plainText(markdown: string): string {
  return withoutCitations(markdown)
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*(?:#{1,6}|[-*+>]|\d+\.)[ \t]+/gm, '')
    .replace(/[*_`~|]/g, '')
    .trim();
}
