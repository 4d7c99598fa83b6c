/** Which part of a document a block is. Rows and code are never split in the middle where that can be helped. */
export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'table-row' | 'code' | 'caption';

/** A piece of the document as parsed: `start` and `end` are offsets of its text in `ParsedDocument.text`, in UTF-16 code units. */
export type Block = {
  kind: BlockKind;
  start: number;
  end: number;
  /** From 1. */
  page?: number;
  /** 1..6, headings only. */
  level?: number;
  /** Titles of the sections it stands in, outermost first. A heading stands in its parents' sections, not in its own. */
  headingPath?: string[];
  /** Table the row belongs to, counted from 0 within the document, and the row's number in it, from 1. */
  cell?: { table: number; row: number; sheet?: string };
  /** When it is said, in a recording; from its beginning. */
  time?: { startMs: number; endMs: number };
};

/** The one text every span of the document refers to, and its blocks in reading order, not overlapping. */
export type ParsedDocument = {
  title: string;
  text: string;
  blocks: Block[];
  pageCount?: number;
  /** Said to the curator beside a ready document: "Pages 3, 4 hold no text; they look scanned". */
  notes: string[];
};

export type LoadLimits = {
  maxTextChars: number;
  maxBlocks: number;
  maxPages: number;
};

export type SourceFile = {
  path: string;
  /** As the user named it. */
  name: string;
  sizeBytes: number;
};

/** Reads one format. It runs in a parser process, with limits on memory and time around it. */
export type DocumentLoader = {
  id: string;
  extensions: readonly string[];
  mediaTypes: readonly string[];
  /** @throws AppError unsupported (encrypted, damaged, empty...) with a `hint` in its details */
  load(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument>;
};
