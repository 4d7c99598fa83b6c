import type { ParsedDocument } from './document-loader.ts';

export type SplitOptions = {
  /** Hard maximum of a chunk, in characters. */
  chunkSize: number;
  /** Upper bound of the whole sentences repeated from the chunk before. */
  chunkOverlap: number;
};

/** A chunk before it has an id. `document.text.slice(start, end)` is its text. */
export type ChunkSpan = { start: number; end: number; page?: number; headingPath?: string[] };

export type TextSplitter = {
  id: string;
  split(document: ParsedDocument, options: SplitOptions): ChunkSpan[];
};
