import type { ColumnChoice } from '#contracts/document';
import { AppError } from '../../platform/errors.ts';
import type { SheetRow } from '../sheet-regions.ts';

export type ChosenRow = SheetRow & { metadata: Record<string, string> };

const maxColumnsNamed = 30;

/**
 * The rows below the header with their chosen columns alone, as "column: value"; metadata by name, and `source` from its column.
 * @throws AppError invalid_request, naming the column the table lacks and those it has
 */
export function selectColumns(rows: readonly SheetRow[], { content, metadata = [], source }: ColumnChoice): ChosenRow[] {
  const [header, ...body] = rows.filter(({ cells }) => cells.some(({ text }) => text.trim() !== ''));
  const columns = new Map(header?.cells.map(({ column, text }) => [text.trim(), column]));
  for (const name of [...content, ...metadata, ...(source === undefined ? [] : [source])]) {
    if (!columns.has(name)) throw missingColumn(name, [...columns.keys()]);
  }
  return body.map(({ row, cells }) => {
    const values = new Map(cells.map(({ column, text }) => [column, text.replace(/\s+/g, ' ').trim()]));
    const valueOf = (name: string) => values.get(columns.get(name) ?? 0) ?? '';
    const described = Object.fromEntries(metadata.map((name) => [name, valueOf(name)]));
    return {
      row,
      cells: content.flatMap((name) => (valueOf(name) === '' ? [] : [{ column: columns.get(name) ?? 0, text: `${name}: ${valueOf(name)}` }])),
      metadata: source === undefined ? described : { ...described, source: valueOf(source) },
    };
  });
}

function missingColumn(name: string, known: readonly string[]): AppError {
  return new AppError('invalid_request', `The table has no column "${name}"`, {
    field: 'columns',
    hint: `Its columns are ${known.slice(0, maxColumnsNamed).map((column) => `"${column}"`).join(', ')}.`,
  });
}
