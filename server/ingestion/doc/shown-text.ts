const fieldBegin = '\u0013';
const fieldSeparator = '\u0014';
const fieldEnd = '\u0015';
/** Line breaks, hyphens and blanks with codes of their own; what is left over has no text: pictures, marks of notes, hidden characters. */
const characters: Readonly<Record<string, string>> = { '\t': '\t', '\n': '\n', '\u000b': '\n', '\u000c': '\n', '\u000e': '\n', '\u001e': '-', '\u00a0': ' ' };

/** Shows text as it is read, leaving out the instructions of fields. These may reach over paragraphs, which are to be asked in their order. */
export class FieldFilter {
  readonly #isInstruction: boolean[] = [];
  #instructions = 0;

  shown(raw: string): string {
    if (this.#instructions === 0 && !/[\u0000-\u001f\u00a0]/.test(raw)) return raw;
    const parts: string[] = [];
    for (const [piece] of raw.matchAll(/[\u0000-\u001f\u00a0]|[^\u0000-\u001f\u00a0]+/g)) {
      if (piece === fieldBegin) this.#begin();
      else if (piece === fieldSeparator) this.#endInstruction();
      else if (piece === fieldEnd) this.#end();
      else if (this.#instructions === 0) parts.push(piece < ' ' || piece === '\u00a0' ? (characters[piece] ?? '') : piece);
    }
    return parts.join('');
  }

  #begin(): void {
    this.#isInstruction.push(true);
    this.#instructions++;
  }

  #endInstruction(): void {
    if (this.#isInstruction.at(-1) !== true) return;
    this.#isInstruction[this.#isInstruction.length - 1] = false;
    this.#instructions--;
  }

  #end(): void {
    if (this.#isInstruction.pop() === true) this.#instructions--;
  }
}

export function shownText(raw: string): string {
  return new FieldFilter().shown(raw);
}
