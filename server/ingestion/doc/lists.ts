import type { ListLevel, ListLevels } from '../docx/numbering.ts';

const listBytes = 28;
const useBytes = 16;
const levelHeaderBytes = 28;
const levelsOfList = 9;
/** Number formats by the names the newer file format gives them (MS-OSHARED 2.2.1.3). */
const formats: Readonly<Record<number, string>> = {
  0: 'decimal',
  1: 'upperRoman',
  2: 'lowerRoman',
  3: 'upperLetter',
  4: 'lowerLetter',
  11: 'japaneseCounting',
  22: 'decimalZero',
  23: 'bullet',
  33: 'taiwaneseCounting',
  35: 'taiwaneseCountingThousand',
  37: 'chineseCounting',
  39: 'chineseCountingThousand',
  255: 'none',
};

/** Levels of the lists paragraphs refer to, by the number they do so with (MS-DOC 2.9.150 and 2.9.132). Uses of one list count on. */
export function readDocLists(table: Buffer, lists: { start: number; end: number }, uses: Buffer): Map<string, ListLevels> {
  const byList = readLists(table, lists);
  const byUse = new Map<string, ListLevels>();
  const count = uses.length >= 4 ? Math.min(uses.readUInt32LE(0), Math.floor((uses.length - 4) / useBytes)) : 0;
  for (let index = 0; index < count; index++) {
    const levels = byList.get(uses.readInt32LE(4 + index * useBytes));
    if (levels) byUse.set(String(index + 1), levels);
  }
  return byUse;
}

/** The levels of all lists follow behind the place of the lists. */
function readLists(table: Buffer, { start, end }: { start: number; end: number }): Map<number, ListLevels> {
  const byId = new Map<number, ListLevels>();
  if (end - start < 2 || end > table.length) return byId;
  const count = Math.min(table.readUInt16LE(start), Math.floor((end - start - 2) / listBytes));
  let at = end;
  for (let index = 0; index < count; index++) {
    const list = start + 2 + index * listBytes;
    const isSimple = ((table[list + 26] ?? 0) & 1) !== 0;
    const levels: ListLevels = new Map();
    for (let number = 0; number < (isSimple ? 1 : levelsOfList); number++) {
      const { level, next } = levelAt(table, at);
      if (!level) return byId;
      levels.set(number, level);
      at = next;
    }
    byId.set(table.readInt32LE(list), levels);
  }
  return byId;
}

/** In the text of a mark a character below 9 stands for the number of that level. */
function levelAt(table: Buffer, at: number): { level?: ListLevel; next: number } {
  if (at + levelHeaderBytes > table.length) return { next: at };
  const textAt = at + levelHeaderBytes + (table[at + 24] ?? 0) + (table[at + 25] ?? 0);
  if (textAt + 2 > table.length) return { next: at };
  const next = textAt + 2 + table.readUInt16LE(textAt) * 2;
  const raw = table.toString('utf16le', textAt + 2, Math.min(next, table.length));
  const text = raw.replace(/[\u0000-\u0008]/g, (level) => `%${level.charCodeAt(0) + 1}`);
  return { level: { format: formats[table[at + 4] ?? 0] ?? 'decimal', text, start: table.readInt32LE(at) }, next };
}
