import { maxTableColumns } from '../table-rows.ts';
import { isElement, visibleText, type HtmlElement } from './nodes.ts';

const maxSpan = 100;

/** Tables that only lay out a page hold other tables, or a single row or column; they are read as running text. */
export function isDataTable(table: HtmlElement): boolean {
  if (table.attribs.role === 'presentation' || descendants(table, 'table').length > 0) return false;
  const rows = rowsOf(table);
  return rows.length > 1 && rows.some((row) => cellsOf(row).length > 1);
}

/** Cells by row, merged ones repeated in every place they cover; `headerRows` where the table marks its header. */
export function readTable(table: HtmlElement): { caption: string; rows: string[][]; headerRows: number | undefined } {
  const caption = table.children.find((child) => isElement(child) && child.name === 'caption');
  const rows = rowsOf(table);
  const isHeader = (row: HtmlElement): boolean =>
    (row.parent as HtmlElement | null)?.name === 'thead' || (cellsOf(row).length > 1 && cellsOf(row).every((cell) => cell.name === 'th'));
  const firstBodyRow = rows.findIndex((row) => !isHeader(row));
  return { caption: caption ? visibleText(caption) : '', rows: grid(rows), headerRows: firstBodyRow > 0 ? firstBodyRow : undefined };
}

function grid(rows: readonly HtmlElement[]): string[][] {
  const result: string[][] = rows.map(() => []);
  rows.forEach((row, rowIndex) => {
    let column = 0;
    for (const cell of cellsOf(row)) {
      while (result[rowIndex]![column] !== undefined) column++;
      const text = visibleText(cell);
      const columnSpan = spanOf(cell.attribs.colspan);
      const lastRow = Math.min(rowIndex + spanOf(cell.attribs.rowspan), rows.length);
      for (let covered = rowIndex; covered < lastRow; covered++) {
        for (let place = column; place < Math.min(column + columnSpan, maxTableColumns); place++) result[covered]![place] = text;
      }
      column += columnSpan;
    }
  });
  return result.map((cells) => Array.from(cells, (cell) => cell ?? ''));
}

function spanOf(attribute: string | undefined): number {
  return Math.min(Math.max(1, Number.parseInt(attribute ?? '1', 10) || 1), maxSpan);
}

function rowsOf(table: HtmlElement): HtmlElement[] {
  return descendants(table, 'tr');
}

function cellsOf(row: HtmlElement): HtmlElement[] {
  return row.children.filter(isElement).filter((child) => child.name === 'td' || child.name === 'th');
}

function descendants(element: HtmlElement, name: string): HtmlElement[] {
  return element.children.filter(isElement).flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)]);
}
