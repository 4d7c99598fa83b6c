import { AppError } from '../platform/errors.ts';
import type { ParsedDocument } from './document-loader.ts';
import { splitters } from './splitters/index.ts';
import type { ChunkSpan, SplitOptions } from './text-splitter.ts';

/** The chunks of a document, in order. @throws AppError invalid_request when no splitter has the id */
export function splitDocument(document: ParsedDocument, options: SplitOptions): ChunkSpan[] {
  const splitter = splitters.list().find(({ id }) => id === options.splitter);
  if (splitter) return splitter.split(document, options);
  throw new AppError('invalid_request', `No text splitter named "${options.splitter}"`, {
    field: 'splitter',
    known: splitters.ids(),
    hint: `Choose one of ${splitters.ids().join(', ')}.`,
  });
}
