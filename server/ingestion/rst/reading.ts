import type { Block } from '../document-loader.ts';
import type { DocumentWriter } from '../document-writer.ts';
import { addTableRows } from '../table-rows.ts';
import { withoutInlineMarks } from './inline.ts';
import { endOfTable, readGridTable, readSimpleTable, startsGridTable, startsSimpleTable } from './tables.ts';

const maxHeadingLevel = 6;
const maxDepth = 50;
const adornment = /^([!-/:-@[-`{-~])\1{2,}\s*$/;
const shortAdornment = /^([=\-`:'"~^_*+#.])\1+\s*$/;
const directive = /^(\s*)\.\.\s+(?:\|[^|]+\|\s+)?([\w:.+-]+)::(?:\s+(.*))?$/;
const comment = /^\s*\.\.(?:\s|$)/;
const target = /^\s*(?:\.\.\s+_[^:]*:|__\s)/;
const note = /^\s*\.\.\s+\[([^\]]+)\]\s+(.*)$/;
const field = /^\s*:([^:\n]+):(?:\s+(.*))?$/;
const item = /^(\s*)([-*+•]|\(?(?:\d{1,9}|#|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)])\s+(?=\S)/;
const codeDirectives = new Set(['code-block', 'code', 'sourcecode', 'parsed-literal', 'math', 'highlight', 'prompt', 'doctest', 'testcode', 'testoutput', 'productionlist']);
/** What follows the name is a title. */
const titledDirectives = new Set(['topic', 'admonition', 'sidebar', 'rubric', 'table', 'list-table', 'csv-table']);
/** Nothing in them is for readers. */
const unreadDirectives = new Set(
  ('toctree image include literalinclude raw contents index meta role default-role default-domain currentmodule module automodule autoclass autofunction automethod ' +
    'class sectnum tabularcolumns plot graphviz highlight').split(' '),
);

/** Writes reStructuredText as blocks. Returns the first heading. */
export function readRst(source: string, writer: DocumentWriter): string | undefined {
  const reader = new RstReader(writer);
  reader.read(source.replace(/\t/g, '        ').split(/\r\n?|\n/), 0);
  return reader.firstHeading;
}

/** Reads line by line; what is indented below a directive is read like a document of its own. */
class RstReader {
  firstHeading: string | undefined;
  readonly #writer: DocumentWriter;
  /** Marks of headings in the order they come: the first one is the highest level. */
  readonly #adornments: string[] = [];

  constructor(writer: DocumentWriter) {
    this.#writer = writer;
  }

  read(lines: readonly string[], depth: number): void {
    let index = 0;
    while (index < lines.length) index = this.#readBlock(lines, index, depth);
  }

  /** Returns the index after the block that begins at `at`. */
  #readBlock(lines: readonly string[], at: number, depth: number): number {
    const line = lines[at] ?? '';
    const next = lines[at + 1] ?? '';
    if (line.trim() === '') return at + 1;
    const overlined = adornment.exec(line)?.[1];
    if (overlined && next.trim() !== '' && adornment.exec(lines[at + 2] ?? '')?.[1] === overlined) return this.#addHeading(next, `${overlined}${overlined}`, at + 3);
    if (startsGridTable(line) || startsSimpleTable(line)) return this.#addTable(lines, at);
    if (overlined) return at + 1;
    const underlined = isUnderline(next, line) && !/^\s/.test(line) ? next.trim()[0] : undefined;
    if (underlined) return this.#addHeading(line, underlined, at + 2);
    if (directive.test(line)) return this.#addDirective(lines, at, depth);
    const noted = note.exec(line);
    if (noted) return this.#addText('paragraph', lines, at, `[${noted[1]}] ${noted[2]}`);
    if (target.test(line)) return at + 1;
    if (comment.test(line)) return endOfIndented(lines, at);
    if (/^\s*>>> /.test(line)) return this.#addCode(lines, at, endOfParagraph(lines, at));
    if (item.test(line)) return this.#addItem(lines, at);
    const fielded = field.exec(line);
    if (fielded) return this.#addText('paragraph', lines, at, `${fielded[1]}: ${fielded[2] ?? ''}`);
    return this.#addParagraph(lines, at);
  }

  #addHeading(title: string, mark: string, next: number): number {
    if (!this.#adornments.includes(mark)) this.#adornments.push(mark);
    const text = withoutInlineMarks(title.trim());
    this.firstHeading ??= text || undefined;
    this.#writer.add('heading', text, { level: Math.min(this.#adornments.indexOf(mark) + 1, maxHeadingLevel) });
    return next;
  }

  #addTable(lines: readonly string[], at: number): number {
    const end = endOfTable(lines, at);
    const { rows, headerRows } = startsGridTable(lines[at] ?? '') ? readGridTable(lines.slice(at, end)) : readSimpleTable(lines.slice(at, end));
    addTableRows(this.#writer, this.#writer.nextTable(), rows.map((row) => row.map(withoutInlineMarks)), headerRows);
    return end;
  }

  #addDirective(lines: readonly string[], at: number, depth: number): number {
    const [, , name = '', argument = ''] = directive.exec(lines[at] ?? '') ?? [];
    const end = endOfIndented(lines, at);
    const body = dedented(lines.slice(at + 1, end));
    const options = body.findIndex((line) => !/^:[\w-]+:/.test(line));
    const content = options < 0 ? [] : body.slice(options);
    if (codeDirectives.has(name)) {
      this.#writer.add('code', [...(name === 'math' ? [argument] : []), ...content].join('\n'));
      return end;
    }
    if (unreadDirectives.has(name)) return end;
    const isTitled = titledDirectives.has(name);
    if (isTitled) this.#writer.add('caption', withoutInlineMarks(argument));
    if (name === 'csv-table') addTableRows(this.#writer, this.#writer.nextTable(), content.filter((row) => row.trim() !== '').map(csvCells));
    else if (name === 'list-table') addTableRows(this.#writer, this.#writer.nextTable(), listTableRows(content));
    else if (depth < maxDepth) this.read(isTitled || name === 'figure' ? content : [`${labelOf(name)}${argument}`, ...content], depth + 1);
    return end;
  }

  #addItem(lines: readonly string[], at: number): number {
    const mark = item.exec(lines[at] ?? '')?.[0] ?? '';
    let end = at + 1;
    const indent = mark.length;
    while (end < lines.length && (lines[end] ?? '').trim() !== '' && indentOf(lines[end] ?? '') >= indent && !item.test(lines[end] ?? '')) end++;
    const shown = mark.trim().replace(/^[*+•]$/, '-');
    return this.#addText('list-item', lines, at, `${shown} ${(lines[at] ?? '').slice(mark.length)}`, end);
  }

  /** A paragraph that ends in `::` announces the literal block after it. */
  #addParagraph(lines: readonly string[], at: number): number {
    const end = this.#addText('paragraph', lines, at, lines[at] ?? '');
    const last = (lines[end - 1] ?? '').trimEnd();
    if (!last.endsWith('::')) return end;
    let from = end;
    while (from < lines.length && (lines[from] ?? '').trim() === '') from++;
    if (from >= lines.length || indentOf(lines[from] ?? '') <= indentOf(lines[at] ?? '')) return end;
    return this.#addCode(lines, from, endOfIndented(lines, from, indentOf(lines[at] ?? '')));
  }

  /** The lines of the paragraph at `at`, its first replaced by `first`. */
  #addText(kind: Block['kind'], lines: readonly string[], at: number, first: string, limit = Infinity): number {
    const end = Math.min(endOfParagraph(lines, at), limit);
    const text = [first, ...lines.slice(at + 1, end)].map((line) => line.trim()).join('\n');
    this.#writer.add(kind, withoutInlineMarks(text.replace(/^::$/, '').replace(/::$/, ':')));
    return end;
  }

  #addCode(lines: readonly string[], from: number, to: number): number {
    this.#writer.add('code', dedented(lines.slice(from, to)).join('\n'));
    return to;
  }
}

function isUnderline(line: string, title: string): boolean {
  return (adornment.test(line) && line.trim().length >= Math.min(title.trim().length / 2, 4)) || (shortAdornment.test(line) && line.trim().length >= title.trim().length);
}

function labelOf(name: string): string {
  return /^(versionadded|versionchanged|deprecated)$/.test(name) ? `${name} ` : '';
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Up to the next empty line, table, directive or item of a list. */
function endOfParagraph(lines: readonly string[], from: number): number {
  let end = from + 1;
  while (end < lines.length) {
    const line = lines[end] ?? '';
    if (line.trim() === '' || directive.test(line) || startsGridTable(line) || item.test(line) || (field.test(line) && field.test(lines[from] ?? ''))) break;
    if (isUnderline(lines[end + 1] ?? '', line) && !/^\s/.test(line) && end + 1 < lines.length && adornment.test(lines[end + 1] ?? '')) break;
    end++;
  }
  return end;
}

/** After the last line indented deeper than the one at `from`. */
function endOfIndented(lines: readonly string[], from: number, indent = indentOf(lines[from] ?? '')): number {
  let end = from + 1;
  let last = end;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? '';
    if (line.trim() === '') continue;
    if (indentOf(line) <= indent) break;
    last = end + 1;
  }
  return last;
}

function dedented(lines: readonly string[]): string[] {
  const least = lines.reduce((indent, line) => (line.trim() === '' ? indent : Math.min(indent, indentOf(line))), Infinity);
  return lines.map((line) => line.slice(Number.isFinite(least) ? least : 0));
}

function csvCells(row: string): string[] {
  return Array.from(row.matchAll(/"([^"]*)"|([^,]+)/g), ([, quoted, plain]) => withoutInlineMarks((quoted ?? plain ?? '').trim()));
}

/** `* - first` begins a row, `- second` its next cell. */
function listTableRows(lines: readonly string[]): string[][] {
  const rows: string[][] = [];
  for (const line of lines) {
    const [, star, text = ''] = /^\s*(\*\s+)?-\s?(.*)$/.exec(line) ?? [undefined, undefined, undefined];
    const row = rows.at(-1);
    if (star !== undefined) rows.push([withoutInlineMarks(text.trim())]);
    else if (/^\s*-(?:\s|$)/.test(line)) row?.push(withoutInlineMarks(text.trim()));
    else if (row && line.trim() !== '') row[row.length - 1] = `${row.at(-1)} ${withoutInlineMarks(line.trim())}`.trim();
  }
  return rows;
}
