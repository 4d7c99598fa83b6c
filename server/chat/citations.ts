/** Citations as models write them: 1 - 1, 2 - 1-3 - ^1 - 1†source - 来源1 - Passage 2, within [ ] or 【 】. */
const citation = /^(?:\^|来源|资料|段落|文档|passages?|sources?)?\s*(\d{1,3}(?:\s*[-–,，、;]\s*\d{1,3})*)(?:†.*)?$/i;
/** What may begin code, or be a citation; the last bracket is missing while more may follow. */
const mark = /(?<code>`+)|(?<blanks> *)(?<open>[[【])(?<content>[^[\]【】\n`]{0,60})(?<close>[\]】]?)| +$/;
const longestRange = 20;

/** The numbers of a citation in its one form, `[1][2]`, without those that no source has. Undefined when it is no citation. */
function inOneForm(content: string, sourceCount: number): string | undefined {
  const numbers = citation.exec(content)?.[1];
  if (numbers === undefined) return undefined;
  return numbers
    .split(/[,，、;]/)
    .flatMap((part) => {
      const [first = 0, last = first] = part.split(/[-–]/).map(Number);
      return Array.from({ length: Math.min(longestRange, Math.max(1, last - first + 1)) }, (_, index) => first + index);
    })
    .filter((number) => number >= 1 && number <= sourceCount)
    .map((number) => `[${number}]`)
    .join('');
}

/** Where code that was begun by this mark ends; a backtick that is never closed ends with its paragraph. */
function endOfCode(text: string, codeMark: string): number {
  const close = text.indexOf(codeMark);
  const paragraph = codeMark.length < 3 ? text.indexOf('\n\n') : -1;
  if (paragraph >= 0 && (close < 0 || paragraph < close)) return paragraph;
  return close < 0 ? -1 : close + codeMark.length;
}

/**
 * Rewrites the citations of an answer as it streams, and holds back what may still become one. Code is left alone.
 * A number without a source never reaches the reader.
 */
export function createCitationFilter(sourceCount: number): { push(delta: string): string; end(): string } {
  let waiting = '';
  let codeMark = '';

  function take(length: number): string {
    const taken = waiting.slice(0, length);
    waiting = waiting.slice(length);
    return taken;
  }

  /** One step: some text to pass on, or undefined when what is left has to wait for more. */
  function next(): string | undefined {
    if (codeMark) {
      const end = endOfCode(waiting, codeMark);
      if (end < 0) return take(Math.max(0, waiting.length - codeMark.length)) || undefined;
      codeMark = '';
      return take(end);
    }
    const found = mark.exec(waiting);
    if (!found || found.index > 0) return take(found?.index ?? waiting.length);
    const { code, blanks = '', content = '', close, open } = found.groups!;
    const isUnfinished = found[0].length === waiting.length && !close;
    if (isUnfinished) return undefined;
    take(found[0].length);
    codeMark = code ?? '';
    const rewritten = open && close ? inOneForm(content, sourceCount) : undefined;
    return rewritten === undefined ? found[0] : rewritten && blanks + rewritten;
  }

  return {
    push(delta) {
      waiting += delta;
      let passed = '';
      while (waiting) {
        const text = next();
        if (text === undefined) break;
        passed += text;
      }
      return passed;
    },
    end: () => take(waiting.length),
  };
}
