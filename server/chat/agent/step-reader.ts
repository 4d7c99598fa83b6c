import { finalAnswerStart } from './parse-step.ts';
import { stopWords } from './react-words.ts';

/** How much at the end may still become a stop word. */
function unfinishedChars(text: string): number {
  const longest = Math.max(...stopWords.map((word) => word.length)) - 1;
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const end = text.slice(-length);
    if (stopWords.some((word) => word.startsWith(end))) return length;
  }
  return 0;
}

/** Reads a step as it comes: passes on what belongs to the final answer, and ends at the first stop word. */
export class StepReader {
  text = '';
  isAtStopWord = false;
  #passed: number | undefined;

  /** @returns the part of the final answer that can be shown now */
  push(delta: string): string {
    if (this.isAtStopWord) return '';
    this.text += delta;
    const stops = stopWords.map((word) => this.text.indexOf(word)).filter((index) => index >= 0);
    if (stops.length > 0) {
      this.isAtStopWord = true;
      this.text = this.text.slice(0, Math.min(...stops));
    }
    return this.#pass(this.isAtStopWord ? 0 : unfinishedChars(this.text));
  }

  /** The rest, when the model has ended. */
  end(): string {
    return this.#pass(0);
  }

  hasPassed(): boolean {
    return this.#passed !== undefined;
  }

  #pass(heldBack: number): string {
    this.#passed ??= finalAnswerStart(this.text);
    if (this.#passed === undefined) return '';
    const end = Math.max(this.#passed, this.text.length - heldBack);
    const part = this.text.slice(this.#passed, end);
    this.#passed = end;
    return part;
  }
}
