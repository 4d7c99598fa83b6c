import { AppError } from '../platform/errors.ts';
import type { Block, LoadLimits, ParsedDocument } from './document-loader.ts';
import { HeadingTrail } from './heading-trail.ts';
import type { SheetTable } from './tables/sheet-table.ts';

type BlockDetails = Pick<Block, 'page' | 'level' | 'cell' | 'metadata' | 'time' | 'box'>;

/** Blocks that stand on the next line rather than after an empty one, when they follow their like. */
const tightKinds = new Set<Block['kind']>(['list-item', 'table-row']);

/** Writes the text of a document block by block, keeping spans and the path of headings. For formats whose text is not the source itself. */
export class DocumentWriter {
  readonly #parts: string[] = [];
  readonly #blocks: Block[] = [];
  readonly #trail = new HeadingTrail();
  #length = 0;
  #tables = 0;
  #sheetTables: SheetTable[] | undefined;

  constructor(readonly limits: LoadLimits) {}

  /** Blank text is left out. Line ends within `text` stay. */
  add(kind: Block['kind'], text: string, details: BlockDetails = {}): void {
    const trimmed = text.trim();
    if (trimmed === '') return;
    const last = this.#blocks.at(-1);
    if (last) this.#append(last.kind === kind && tightKinds.has(kind) ? '\n' : '\n\n');
    const start = this.#length;
    this.#append(trimmed);
    if (this.#blocks.length >= this.limits.maxBlocks) throw tooMuch(`more than ${this.limits.maxBlocks} paragraphs and rows`);
    const headingPath = kind === 'heading' ? this.#trail.enter(details.level ?? 1, trimmed) : this.#trail.path;
    this.#blocks.push({ kind, start, end: this.#length, ...details, headingPath });
  }

  /** What follows stands in no section. */
  leaveSections(): void {
    this.#trail.leave();
  }

  /** Numbers the tables of the document, from 0. */
  nextTable(): number {
    return this.#tables++;
  }

  /** Those found so far. A document that was never asked for them is no spreadsheet. */
  get sheetTables(): SheetTable[] {
    return (this.#sheetTables ??= []);
  }

  finish(details: Pick<ParsedDocument, 'title' | 'notes' | 'pageCount'>): ParsedDocument {
    return { ...details, text: this.#parts.join(''), blocks: this.#blocks, sheetTables: this.#sheetTables };
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  #append(text: string): void {
    this.#length += text.length;
    if (this.#length > this.limits.maxTextChars) throw tooMuch(`more than ${Math.round(this.limits.maxTextChars / 1e6)} million characters`);
    this.#parts.push(text);
  }
}

export function tooMuch(what: string): AppError {
  return new AppError('unsupported', `The document holds ${what}`, { hint: 'Split it into smaller files.' });
}
