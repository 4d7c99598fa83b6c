import { formatNumber } from './number-formats.ts';
import { walkXml } from '../xml.ts';

/** `text` is the mark of an item, "%1" in it the number of the first level. */
export type ListLevel = { format: string; text: string; start: number };
export type ListLevels = Map<number, ListLevel>;

const maxLevels = 9;

/** Counts the items of all lists of a document, and writes their marks: "2.1", "(a)", "第三章", "-". */
export class Numbering {
  readonly #levelsById: ReadonlyMap<string, ListLevels>;
  readonly #counters = new Map<ListLevels, number[]>();

  constructor(levelsById: ReadonlyMap<string, ListLevels>) {
    this.#levelsById = levelsById;
  }

  /** The mark of the next item; undefined for a list that is not defined, or has no marks. */
  nextMark(numberingId: string, level: number): string | undefined {
    const levels = this.#levelsById.get(numberingId);
    const own = levels?.get(level);
    if (!levels || !own || level >= maxLevels) return undefined;
    const counters = this.#counters.get(levels) ?? [];
    this.#counters.set(levels, counters);
    counters[level] = (counters[level] ?? own.start - 1) + 1;
    counters.length = level + 1;
    if (own.format === 'bullet') return '-';
    if (own.format === 'none') return undefined;
    const mark = own.text.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const shown = levels.get(at);
      return formatNumber(counters[at] ?? shown?.start ?? 1, shown?.format ?? 'decimal');
    });
    return mark.trim() || undefined;
  }
}

/** Levels by numbering id. Ids of one abstract numbering share its levels, and so count on. */
export function readNumbering(xml: string): Map<string, ListLevels> {
  const abstract = new Map<string, ListLevels>();
  const byId = new Map<string, ListLevels>();
  let levels: ListLevels | undefined;
  let level: ListLevel | undefined;
  let numberingId: string | undefined;
  walkXml(xml, {
    open(name, attribute) {
      const value = () => attribute('val') ?? '';
      if (name === 'abstractNum') {
        levels = new Map();
        abstract.set(attribute('abstractNumId') ?? '', levels);
      } else if (name === 'num') {
        numberingId = attribute('numId');
      } else if (name === 'abstractNumId' && numberingId !== undefined) {
        const shared = abstract.get(value());
        if (shared) byId.set(numberingId, shared);
      } else if (name === 'lvlOverride' && numberingId !== undefined) {
        const shared = byId.get(numberingId);
        if (shared) byId.set(numberingId, new Map(shared));
      } else if (name === 'lvl' && levels && numberingId === undefined) {
        level = { format: 'decimal', text: '', start: 1 };
        levels.set(Number(attribute('ilvl') ?? 0), level);
      } else if (level) {
        if (name === 'start') level.start = Number(value()) || 0;
        else if (name === 'numFmt') level.format = value();
        else if (name === 'lvlText') level.text = value();
      }
    },
    close(name) {
      if (name === 'lvl') level = undefined;
      else if (name === 'abstractNum') levels = undefined;
      else if (name === 'num') numberingId = undefined;
    },
    text() {},
  });
  return byId;
}
