import { sentenceSpans, type Span } from '../../platform/text/sentences.ts';
import type { Block, ParsedDocument } from '../document-loader.ts';
import { fitting, joinShort, trimmed } from './cut-long.ts';
import { withoutGaps } from './without-gaps.ts';

/** What an atom is cut from the one before it at. */
export type Cut = 'heading' | 'block' | 'row' | 'sentence' | 'part';

/** A piece of text that is never cut: a sentence, a row, a piece of code, or a part of one that alone is too long for a chunk. */
export type Atom = Span & {
  cut: Cut;
  isHeading: boolean;
  /** Whole sentences of running text, which may be repeated in the next chunk. */
  isRepeatable: boolean;
  page?: number;
  headingPath?: string[];
};

/** Cuts a document into atoms of at most `maxChars`, in order, holding every visible character once. */
export function toAtoms({ text, blocks }: ParsedDocument, maxChars: number): Atom[] {
  const atoms: Atom[] = [];
  for (const block of withoutGaps(text, blocks)) {
    for (const atom of blockAtoms(text, block, maxChars)) atoms.push(atom);
  }
  return atoms;
}

export function* blockAtoms(text: string, block: Block, maxChars: number): Generator<Atom> {
  const whole = trimmed(text, block);
  if (!whole) return;
  const isRunningText = block.kind === 'paragraph' || block.kind === 'list-item' || block.kind === 'caption';
  const sentences = isRunningText ? shifted(sentenceSpans(text.slice(whole.start, whole.end)), whole.start) : [whole];
  const sameTable = block.kind === 'table-row' && block.cell !== undefined && block.cell.row > 1;
  let cut: Cut = block.kind === 'heading' ? 'heading' : sameTable ? 'row' : 'block';
  for (const sentence of joinShort(sentences, maxChars)) {
    const parts = fitting(text, sentence, maxChars);
    for (const part of parts) {
      const { page, headingPath } = block;
      yield { ...part, cut, isHeading: block.kind === 'heading', isRepeatable: isRunningText && parts.length === 1, page, headingPath };
      cut = 'part';
    }
    cut = 'sentence';
  }
}

function shifted(spans: readonly Span[], by: number): Span[] {
  return spans.map(({ start, end }) => ({ start: start + by, end: end + by }));
}
