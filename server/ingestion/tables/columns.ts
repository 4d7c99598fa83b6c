import type { SheetCell } from '../sheet-regions.ts';
import { columnLetters } from '../sheet-rows.ts';
import { maxTableColumns } from '../table-rows.ts';
import { decimalCommaVote, type DecimalMark, isDigitCode, readCell } from './cell-value.ts';
import type { SheetTable } from './sheet-table.ts';

export type ColumnType = 'integer' | 'real' | 'date' | 'text';
export type TableColumn = {
  /** In SQL; the header, made unique. */
  name: string;
  header: string;
  type: ColumnType;
  /** Cells of another type than the column's, kept as the text they show. */
  misfits: number;
};
/** `column` counts from 1, as in the sheet. */
export type SheetColumn = TableColumn & { column: number; mark: DecimalMark };

type Tally = { filled: number; integers: number; numbers: number; dates: number; hasCode: boolean; commaVotes: number };

/** Columns that every table has. */
const ownColumns = ['_table', '_row', '_range'];

/** The columns of a table by what most of their cells hold; those beyond the widest table are left out. */
export function columnsOf({ titles, rows }: SheetTable): { columns: SheetColumn[]; leftOut: number } {
  const tallies = new Map<number, Tally>([...titles.keys()].map((column) => [column, emptyTally()]));
  const tallyOf = (column: number) => {
    const tally = tallies.get(column) ?? emptyTally();
    tallies.set(column, tally);
    return tally;
  };
  for (const { cells } of rows) for (const cell of cells) if (cell.value === undefined) tallyOf(cell.column).commaVotes += decimalCommaVote(cell.text);
  for (const { cells } of rows) for (const cell of cells) count(tallyOf(cell.column), cell);
  const numbers = [...tallies.keys()].sort((a, b) => a - b);
  const taken = new Set(ownColumns);
  const columns = numbers.slice(0, maxTableColumns).map((column) => {
    const header = titles.get(column) ?? '';
    const tally = tallyOf(column);
    return { column, header, name: uniqueName(header || columnLetters(column), taken), mark: markOf(tally), ...typeOf(tally) };
  });
  return { columns, leftOut: numbers.length - columns.length };
}

function emptyTally(): Tally {
  return { filled: 0, integers: 0, numbers: 0, dates: 0, hasCode: false, commaVotes: 0 };
}

function markOf({ commaVotes }: Tally): DecimalMark {
  return commaVotes > 0 ? ',' : '.';
}

function count(tally: Tally, cell: SheetCell): void {
  const { kind, value } = readCell(cell, markOf(tally));
  tally.filled++;
  if (kind === 'number') tally.numbers++;
  if (Number.isSafeInteger(value)) tally.integers++;
  if (kind === 'date') tally.dates++;
  if (cell.value === undefined && isDigitCode(cell.text)) tally.hasCode = true;
}

function typeOf({ filled, integers, numbers, dates, hasCode }: Tally): Pick<TableColumn, 'type' | 'misfits'> {
  if (!hasCode && numbers * 2 > filled) return { type: integers === numbers ? 'integer' : 'real', misfits: filled - numbers };
  if (dates * 2 > filled) return { type: 'date', misfits: filled - dates };
  return { type: 'text', misfits: 0 };
}

/** Names are told apart as SQLite does: without regard to case. */
function uniqueName(wanted: string, taken: Set<string>): string {
  let name = wanted.replaceAll('\0', '');
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted} ${number}`;
  taken.add(name.toLowerCase());
  return name;
}
