import type { RecognizedLine } from './recognizer.ts';

const lineLevel = '4';
const wordLevel = '5';

/**
 * Reads the table Tesseract writes, one row for each page, block, paragraph, line and word: level, page_num, block_num, par_num, line_num,
 * word_num, left, top, width, height, conf, text.
 */
export function parseTsv(tsv: string): RecognizedLine[] {
  const lines: RecognizedLine[] = [];
  for (const row of tsv.split('\n')) {
    const cells = row.split('\t');
    const [left = 0, top = 0, width = 0, height = 0, confidence = 0] = cells.slice(6, 11).map(Number);
    const text = cells[11]?.trim() ?? '';
    if (cells[0] === lineLevel) lines.push({ words: [], top, height });
    else if (cells[0] === wordLevel && text !== '') lines.at(-1)?.words.push({ text, confidence, left, top, width, height });
  }
  return lines.filter((line) => line.words.length > 0);
}
