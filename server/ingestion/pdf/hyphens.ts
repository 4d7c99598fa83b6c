const wordAtEnd = /([\p{L}\p{M}]+)-$/u;
const wordAtStart = /^([\p{Ll}\p{M}][\p{L}\p{M}]*)/u;
const cjkEnd = /[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]$/;
const cjkStart = /^[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/** Words of a document, to tell a word broken at a line's end from one that has a hyphen of its own. */
export function collectVocabulary(texts: Iterable<string>): Set<string> {
  const vocabulary = new Set<string>();
  for (const text of texts) {
    for (const [word] of text.matchAll(/\p{L}[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{M}]*)*(?!-$)/gu)) vocabulary.add(word.toLowerCase());
  }
  return vocabulary;
}

/** Joins the lines of a paragraph: broken words without their hyphen, Chinese without a blank, all else with one. */
export function joinLines(lines: readonly string[], vocabulary: ReadonlySet<string>): string {
  return lines.reduce((text, line) => {
    const head = wordAtEnd.exec(text)?.[1];
    const tail = wordAtStart.exec(line)?.[1];
    if (head && tail) return keepsHyphen(head, tail, vocabulary) ? text + line : text.slice(0, -1) + line;
    return text + (cjkEnd.test(text) && cjkStart.test(line) ? '' : ' ') + line;
  });
}

function keepsHyphen(head: string, tail: string, vocabulary: ReadonlySet<string>): boolean {
  const joined = `${head}${tail}`.toLowerCase();
  return !vocabulary.has(joined) && vocabulary.has(`${head}-${tail}`.toLowerCase());
}
