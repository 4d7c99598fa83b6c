import type { ColumnChoice } from '#contracts/document';
import type { SheetTable } from './tables/sheet-table.ts';

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
  cell?: {
    table: number;
    row: number;
    sheet?: string;
    /** Where the row stands in its sheet, as spreadsheets write it: "A5:F5". */
    range?: string;
  };
  /** What columns chosen for it say of a row, beside its text. */
  metadata?: Record<string, string>;
  /** When it is said, in a recording; from its beginning. */
  time?: { startMs: number; endMs: number };
  /** Where it stands on its page as that is shown: from the left and top, in points of 1/72 inch; on a picture, in its pixels. */
  box?: { left: number; top: number; width: number; height: number };
};

/** A document found inside another, such as an attachment, written to a file of the workspace. */
export type DocumentPart = {
  /** As the outer document names it, with folders: "invoices/march.pdf". */
  name: string;
  path: string;
  sizeBytes: number;
};

/** The one text every span of the document refers to, and its blocks in reading order, not overlapping. */
export type ParsedDocument = {
  title: string;
  text: string;
  blocks: Block[];
  pageCount?: number;
  /** Said to the curator beside a ready document: "Pages 3, 4 hold no text; they look scanned". */
  notes: string[];
  /** What the file says of itself: author, date as YYYY-MM-DD, language. */
  metadata?: Record<string, string>;
  /** The columns that were read, where not all were. */
  columns?: ColumnChoice;
  /** Tables of a spreadsheet or of separated values; they are written to a table file and kept nowhere else. */
  sheetTables?: SheetTable[];
  /** Become documents of their own. A document of parts alone, such as an archive, has no text. */
  parts?: DocumentPart[];
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
  /** Where it was fetched from, if from the web. */
  url?: string;
  /** Of separated values: the columns that are read, where not all are. */
  columns?: ColumnChoice;
};

/** What a loader is lent while it reads one document. */
export type LoadWorkspace = {
  /** A folder of its own, for parts and scratch files; removed afterwards. */
  folder: string;
  /** Given by the curator for this one reading, and kept nowhere. */
  password?: string;
  /** Says that a slow step, such as a recognised page, is done, which allows the time for another. */
  advance(): void;
};

/** Reads one format. It runs in a parser process, with limits on memory and time around it. */
export type DocumentLoader = {
  id: string;
  extensions: readonly string[];
  mediaTypes: readonly string[];
  /** @throws AppError unsupported (encrypted, damaged, empty...) with a `hint` in its details */
  load(file: SourceFile, limits: LoadLimits, workspace: LoadWorkspace): Promise<ParsedDocument>;
};
