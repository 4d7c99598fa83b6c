import { lastWhere } from './pieces.ts';

const pageBytes = 512;
/** What stands beside each run of a page: of a paragraph its place and height, of characters the place alone. */
const entryBytes = { paragraph: 13, character: 1 } as const;

/** Bytes of the main stream from `start` to `end` have these properties. */
export type FormattedRun = { start: number; end: number; properties: Buffer; style: number };

/** The runs of all formatting pages, by their place in the main stream (MS-DOC 2.9.175 and 2.9.33). */
export class FormattedRuns {
  readonly #runs: FormattedRun[];

  constructor(main: Buffer, place: Buffer, kind: keyof typeof entryBytes) {
    const all = pageNumbers(place).flatMap((page) => runsOfPage(main.subarray(page * pageBytes, (page + 1) * pageBytes), kind));
    this.#runs = withoutOverlaps(all.sort((a, b) => a.start - b.start));
  }

  /** The run that holds the byte at `offset`; undefined where none does. */
  at(offset: number): FormattedRun | undefined {
    const run = this.#runs[this.#indexAt(offset)];
    return run && run.start <= offset && offset < run.end ? run : undefined;
  }

  /** Those that hold any of the bytes. */
  *between(start: number, end: number): Generator<FormattedRun> {
    for (let index = this.#indexAt(start); index < this.#runs.length; index++) {
      const run = this.#runs[index];
      if (!run || run.start >= end) return;
      if (run.end > start) yield run;
    }
  }

  #indexAt(offset: number): number {
    return lastWhere(this.#runs.length, (index) => (this.#runs[index]?.start ?? Infinity) <= offset);
  }
}

function withoutOverlaps(runs: readonly FormattedRun[]): FormattedRun[] {
  let end = 0;
  return runs.filter((run) => {
    const isApart = run.start >= end && run.end > run.start;
    if (isApart) end = run.end;
    return isApart;
  });
}

/** Each page once, however often it is named. */
function pageNumbers(place: Buffer): number[] {
  const count = Math.max(0, Math.floor((place.length - 4) / 8));
  return [...new Set(Array.from({ length: count }, (_, index) => place.readUInt32LE((count + 1) * 4 + index * 4) & 0x3fffff))];
}

function runsOfPage(page: Buffer, kind: keyof typeof entryBytes): FormattedRun[] {
  if (page.length < pageBytes) return [];
  const count = page[pageBytes - 1] ?? 0;
  const runs: FormattedRun[] = [];
  for (let index = 0; index < count; index++) {
    const entryAt = (count + 1) * 4 + index * entryBytes[kind];
    if (entryAt >= pageBytes) break;
    const at = (page[entryAt] ?? 0) * 2;
    const { properties, style } = kind === 'paragraph' ? paragraphAt(page, at) : { properties: page.subarray(at + 1, at + 1 + (page[at] ?? 0)), style: 0 };
    runs.push({ start: page.readUInt32LE(index * 4), end: page.readUInt32LE(index * 4 + 4), properties: at === 0 ? Buffer.alloc(0) : properties, style });
  }
  return runs;
}

/** Its length in words comes first, in a second byte where the first is zero; then its style and what differs from that. */
function paragraphAt(page: Buffer, at: number): { properties: Buffer; style: number } {
  const words = page[at] ?? 0;
  const start = words === 0 ? at + 2 : at + 1;
  const length = words === 0 ? (page[at + 1] ?? 0) * 2 : words * 2 - 1;
  const bytes = page.subarray(start, Math.min(start + length, pageBytes - 1));
  return bytes.length < 2 ? { properties: Buffer.alloc(0), style: 0 } : { properties: bytes.subarray(2), style: bytes.readUInt16LE(0) };
}
