/** Cells of a table by row; `headerRows` where its rules tell. */
export type RstTable = { rows: string[][]; headerRows: number | undefined };

const gridRule = /^\s*\+(?:[-=]+\+)+\s*$/;
const simpleRule = /^\s*=+(?:\s+=+)+\s*$/;

export function startsGridTable(line: string): boolean {
  return gridRule.test(line);
}

export function startsSimpleTable(line: string): boolean {
  return simpleRule.test(line);
}

/** `+---+---+` around every cell. Cells merged across columns stand where they begin. */
export function readGridTable(lines: readonly string[]): RstTable {
  const rule = (lines[0] ?? '').replace(/\t/g, ' ');
  const edges = Array.from(rule.matchAll(/\+/g), ({ index }) => index);
  const rows: string[][] = [];
  let headerRows: number | undefined;
  let open: string[] | undefined;
  for (const line of lines) {
    if (gridRule.test(line)) {
      if (open) rows.push(open);
      open = undefined;
      if (line.includes('=')) headerRows = rows.length;
      continue;
    }
    const row = (open ??= edges.slice(1).map(() => ''));
    edges.slice(1).forEach((edge, column) => {
      const piece = line.slice((edges[column] ?? 0) + 1, edge).replace(/[|]|\+-+\+?/g, ' ').trim();
      if (piece !== '') row[column] = `${row[column]} ${piece}`.trim();
    });
  }
  if (open) rows.push(open);
  return { rows, headerRows };
}

/** Columns under `====  ====`. A row whose first cell is empty goes on what is above it. */
export function readSimpleTable(lines: readonly string[]): RstTable {
  const columns = Array.from((lines[0] ?? '').matchAll(/=+/g), ({ index }) => index);
  const rows: string[][] = [];
  const rules: number[] = [];
  for (const line of lines) {
    if (simpleRule.test(line)) {
      rules.push(rows.length);
      continue;
    }
    if (line.trim() === '' || /^\s*-+(?:\s+-+)*\s*$/.test(line)) continue;
    const cells = columns.map((from, column) => line.slice(from, columns[column + 1]).trim());
    const last = rows.at(-1);
    const isContinuation = cells[0] === '' && last !== undefined && rules.at(-1) !== rows.length;
    if (!isContinuation) rows.push(cells);
    else cells.forEach((cell, column) => cell !== '' && (last[column] = `${last[column]} ${cell}`.trim()));
  }
  return { rows, headerRows: rules.length > 2 ? rules[1] : undefined };
}

/** Index after the last line of the table that begins at `from`. */
export function endOfTable(lines: readonly string[], from: number): number {
  const isSimple = simpleRule.test(lines[from] ?? '');
  let end = from + 1;
  while (end < lines.length) {
    const line = lines[end] ?? '';
    if (!isSimple && !/^\s*[+|]/.test(line)) break;
    if (isSimple && line.trim() === '' && simpleRule.test(lines[end - 1] ?? '') && end - 1 > from && !hasLaterRule(lines, end)) break;
    end++;
    if (isSimple && simpleRule.test(line) && (lines[end] ?? '').trim() === '') break;
  }
  return end;
}

function hasLaterRule(lines: readonly string[], from: number): boolean {
  return simpleRule.test(lines[from + 1] ?? '');
}
