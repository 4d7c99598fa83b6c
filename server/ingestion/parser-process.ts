import path from 'node:path';
import { endWithParent } from '../platform/end-with-parent.ts';
import { AppError, messageOf } from '../platform/errors.ts';
import type { LoadWorkspace, ParsedDocument } from './document-loader.ts';
import { loaderFor } from './loaders/index.ts';
import { detectMediaType } from './media-type.ts';
import type { OutputLimits, ParserRequest, ParserResponse, ParserResult } from './parser-protocol.ts';
import { splitDocument } from './split.ts';
import type { SheetTable } from './tables/sheet-table.ts';
import type { ChunkSpan, SplitOptions } from './text-splitter.ts';

const tablesFileName = 'tables.db';

/*
 * A process that parses and splits documents, so that a hostile or broken one takes nothing along but this process.
 */
async function answer(request: ParserRequest): Promise<ParserResult> {
  if (request.type === 'split') return { chunks: split(request.document, request.split, request.limits) };
  const { mediaType, notes } = await detectMediaType(request.file);
  const advance = () => void process.send?.({ type: 'advance' } satisfies ParserResponse);
  const workspace = { folder: request.folder, password: request.password, advance };
  const { sheetTables, ...parsed } = await loaderFor(mediaType, request.file.name).load(request.file, request.limits, workspace);
  const tables = sheetTables && (await keepTables(sheetTables, workspace));
  const document = { ...parsed, notes: [...notes, ...parsed.notes, ...(tables?.notes ?? [])] };
  return { document, tablesFile: tables?.file, chunks: split(document, request.split, request.limits) };
}

/** A table that cannot be kept says so; the document is searched all the same. @throws AppError storage_full */
async function keepTables(tables: readonly SheetTable[], { folder, advance }: LoadWorkspace): Promise<{ file?: string; notes: string[] }> {
  const file = path.join(folder, tablesFileName);
  try {
    const { writeTables } = await import('./tables/write-tables.ts');
    await writeTables(file, tables, advance);
    return { file, notes: [] };
  } catch (error) {
    if (error instanceof AppError && error.code === 'storage_full') throw error;
    return { notes: [`Its tables cannot be asked with SQL: ${messageOf(error)}`] };
  }
}

function split(document: ParsedDocument, options: SplitOptions, { maxChunks }: OutputLimits): ChunkSpan[] {
  const chunks = splitDocument(document, options);
  if (chunks.length <= maxChunks) return chunks;
  throw new AppError('unsupported', `The document makes ${chunks.length} chunks; at most ${maxChunks} are kept`, {
    hint: 'Split it into smaller files, or use larger chunks in this knowledge base.',
  });
}

/** What a library throws is about the document: it is told to its owner, not treated as a bug of the server. */
function failureOf(error: unknown): Extract<ParserResponse, { type: 'failed' }> {
  const failure =
    error instanceof AppError
      ? error
      : new AppError('unsupported', `The document cannot be read: ${isStackOverflow(error) ? 'its parts are nested too deeply' : messageOf(error)}`, {
          hint: 'Open it in the program it was made with, save it again and upload the new copy.',
        });
  return { type: 'failed', failure: { code: failure.code, message: failure.message, details: failure.details } };
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}

process.on('message', (request: ParserRequest) => {
  void answer(request)
    .then((result): ParserResponse => ({ type: 'done', ...result }), failureOf)
    .then((response) => process.connected && process.send?.(response));
});
// A library that throws where nobody waits for it: what it had in hand is unknown, so this process answers and is given up.
process.on('uncaughtException', (error) => void process.send?.({ ...failureOf(error), isSpent: true } satisfies ParserResponse));
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; the parent decides when its parsers end.
process.on('SIGINT', () => {});
endWithParent();
