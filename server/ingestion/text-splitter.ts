import type { ParsedDocument } from './document-loader.ts';

/** In characters; in tokens where the splitter is `token`. */
export type ChunkSizes = {
  /** Hard maximum of a chunk. */
  chunkSize: number;
  /** Upper bound of what is repeated from the chunk before, in whole sentences or pieces. */
  chunkOverlap: number;
};

export type SplitOptions = ChunkSizes & {
  /** Id of a splitter. */
  splitter: string;
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
  /** Every visible character of the document is in some chunk. Chunks are in order, and each ends after the one before it. */
  split(document: ParsedDocument, sizes: ChunkSizes): ChunkSpan[];
};
