import type { ParsedDocument } from './document-loader.ts';

export type SplitOptions = {
  /** Id of a splitter. */
  splitter: string;
  /** Hard maximum of a chunk, in characters. */
  chunkSize: number;
  /** Upper bound of the whole sentences repeated from the chunk before. */
  chunkOverlap: number;
  /** A Chinese heading that a chunk stands under is put before it for embedding: "下文与(1.1 系统架构)有关。". */
  titleEnhancement: boolean;
  /** The path of headings is put before a chunk for embedding. */
  headingPrefix: boolean;
};

/** A chunk before it has an id. `document.text.slice(start, end)` is its text, without blanks at either end. */
export type ChunkSpan = {
  start: number;
  end: number;
  /** Of its first character. */
  page?: number;
  /** The sections all of it stands in, outermost first. */
  headingPath?: string[];
  /** Put before the text when it is embedded and indexed, and never quoted. */
  prefix?: string;
};

export type TextSplitter = {
  id: string;
  /** Every visible character of the document is in some chunk. */
  split(document: ParsedDocument, options: SplitOptions): ChunkSpan[];
};
