import { ColumnChoice } from '#contracts/document';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import type { ParsedDocument } from './document-loader.ts';

export function chosenColumns({ columns }: Pick<DocumentRow, 'columns'>): ColumnChoice | undefined {
  return columns === null ? undefined : ColumnChoice.parse(JSON.parse(columns));
}

/** Whether a text was read with the columns that are wanted now. A format without columns is read alike whatever is chosen. */
export function hasChosenColumns(parsed: ParsedDocument, document: Pick<DocumentRow, 'columns' | 'mediaType'>): boolean {
  if (!/^text\/(csv|tab-separated-values)$/.test(document.mediaType)) return true;
  return JSON.stringify(parsed.columns) === JSON.stringify(chosenColumns(document));
}
