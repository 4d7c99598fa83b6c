import type { ParsedDocument } from './document-loader.ts';

export type SplitOptions = {
  /** Hard maximum of a chunk, in characters. */
  chunkSize: number;
  /** Upper bound of the whole sentences repeated from the chunk before. */
  chunkOverlap: number;
};

/** A chunk before it has an id. `document.text.slice(start, end)` is its text, without blanks at either end. */
export type ChunkSpan = {
  start: number;
  end: number;
  /** Of its first character. */
  page?: number;
  /** The sections all of it stands in, outermost first. */
  headingPath?: string[];
};

export type TextSplitter = {
  id: string;
  /** Every visible character of the document is in some chunk. */
  split(document: ParsedDocument, options: SplitOptions): ChunkSpan[];
};
