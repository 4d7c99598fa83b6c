const wordAtEnd = /[\p{L}\p{M}]+(?=-$)/u;
const wordAtStart = /^[\p{Ll}\p{M}][\p{L}\p{M}]*/u;
const longestWord = 40;
const cjkEnd = /[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]$/;
const cjkStart = /^[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/** Joins lines into paragraphs. What a document writes elsewhere tells a word broken at a line's end from one with a hyphen of its own. */
export class LineJoiner {
  readonly #lines: readonly string[];
  #text: string | undefined;

  /** @param lines all of the document */
  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** Broken words lose their hyphen; Chinese is joined without a blank, all else with one. */
  join(lines: readonly string[]): string {
    return lines.reduce((text, line) => {
      const end = text.slice(-longestWord);
      const head = end.endsWith('-') ? wordAtEnd.exec(end)?.[0] : undefined;
      const tail = head && wordAtStart.exec(line)?.[0];
      if (head && tail) return this.#keepsHyphen(head, tail) ? text + line : text.slice(0, -1) + line;
      return text + (cjkEnd.test(end) && cjkStart.test(line) ? '' : ' ') + line;
    });
  }

  #keepsHyphen(head: string, tail: string): boolean {
    this.#text ??= this.#lines.join('\n').toLowerCase();
    return !this.#text.includes(`${head}${tail}`.toLowerCase()) && this.#text.includes(`${head}-${tail}`.toLowerCase());
  }
}
