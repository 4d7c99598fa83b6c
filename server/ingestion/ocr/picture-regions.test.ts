import { expect, test } from 'vitest';
import { boxOf } from '../pdf/page-frame.ts';
import { regionsOf } from './picture-regions.ts';
import { readableLines } from './readable-lines.ts';
import { parseTsv } from './tsv.ts';

/** What Tesseract writes about one line: its box, then its words. */
function tsvLine(top: number, words: readonly [text: string, left: number, width: number, confidence?: number][]): string {
  const row = (...cells: (string | number)[]) => cells.join('\t');
  const right = Math.max(...words.map(([, left, width]) => left + width));
  return [
    row(4, 1, 1, 1, 1, 0, words[0]![1], top, right - words[0]![1], 20, -1, ''),
    ...words.map(([text, left, width, confidence = 90], index) => row(5, 1, 1, 1, 1, index + 1, left, top, width, 20, confidence, text)),
  ].join('\n');
}

function textOf(tsv: string): string[] {
  const picture = { lines: readableLines(parseTsv(tsv)), confidence: 90, width: 1000, height: 400, quarters: 0, scale: 1 };
  return regionsOf(picture, 1).flatMap((region) => region.lines.map((line) => line.text));
}

test('blanks between Chinese characters and their marks are taken out, those between words stay', () => {
  const words: [string, number, number][] = [['出差', 100, 40], ['人', 144, 18], ['员', 168, 18], ['，', 190, 8], ['Node.js', 220, 70], ['20', 291, 20], ['是', 330, 18]];
  expect(textOf(tsvLine(50, words))).toEqual(['出差人员，Node.js 20 是']);
});

test('rules and frames are left out, and so are lines nobody wrote', () => {
  expect(textOf(tsvLine(50, [['|', 10, 4, 95], ['Price', 40, 60], ['—', 110, 30, 30]]))).toEqual(['Price']);
  expect(textOf(tsvLine(50, [['iN', 10, 40, 12], ['wy', 60, 40, 20]]))).toEqual([]);
});

test('lines of one size stay so whatever letters are in them', () => {
  const tall = tsvLine(50, [['Ground', 10, 80]]);
  const low = tall.replaceAll('\t50\t', '\t85\t').replaceAll('\t20\t', '\t15\t');
  const picture = { lines: parseTsv(`${tall}\n${tsvLine(120, [['floor', 10, 80]])}\n${low}`), confidence: 90, width: 1000, height: 400, quarters: 0, scale: 1 };
  expect(new Set(regionsOf(picture, 1).flatMap((region) => region.lines.map(({ em }) => em))).size).toBe(1);
});

test('whatever turn and scale a picture is read at, places are those of the picture as given', () => {
  // A word 40 wide and 20 high, 100 from the left and 30 from the top of its turned picture of 400 x 200.
  const lines = parseTsv(tsvLine(30, [['word', 100, 40]]));
  const boxes = [0, 1, 2, 3].map((quarters) => {
    const isTurned = quarters % 2 === 1;
    const picture = { lines, confidence: 90, width: isTurned ? 100 : 200, height: isTurned ? 200 : 100, quarters, scale: 2 };
    const [region] = regionsOf(picture, 1);
    const { left, top, width, height } = boxOf(region!.lines, region!.frame)!;
    return [left, top, width, height].map(Math.round);
  });
  expect(boxes).toEqual([
    [50, 14, 20, 11],
    [14, 130, 11, 20],
    [130, 75, 20, 11],
    [75, 50, 11, 20],
  ]);
});
