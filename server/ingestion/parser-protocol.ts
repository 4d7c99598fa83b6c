import type { ErrorCode } from '#contracts/error';
import type { LoadLimits, ParsedDocument, SourceFile } from './document-loader.ts';
import type { ChunkSpan, SplitOptions } from './text-splitter.ts';

export type OutputLimits = LoadLimits & { maxChunks: number };

/** What a parser process is asked, one request at a time. */
export type ParserRequest =
  | { type: 'parse'; file: SourceFile; folder: string; password?: string; split: SplitOptions; limits: OutputLimits }
  | { type: 'split'; document: ParsedDocument; split: SplitOptions; limits: OutputLimits };

/** `document` is left out of the answer to `split`. The tables of a spreadsheet lie in `tablesFile`, in the request's folder. */
export type ParserResult = { document?: ParsedDocument; tablesFile?: string; chunks: ChunkSpan[] };

/** `advance` says that a slow step is done; the others end the request. A process that is `spent` is not to be asked again. */
export type ParserResponse =
  | { type: 'advance' }
  | ({ type: 'done' } & ParserResult)
  | { type: 'failed'; failure: { code: ErrorCode; message: string; details: Record<string, unknown> }; isSpent?: boolean };
