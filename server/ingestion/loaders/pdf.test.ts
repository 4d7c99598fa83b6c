import { expect, test } from 'vitest';
import { testLimits, testWorkspace } from '../../testing/load-limits.ts';
import { assemblePdf, makePdf, type PdfText } from '../../testing/pdf-fixture.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadPdf } from './pdf.ts';

async function load(pdf: Uint8Array) {
  const document = await loadPdf(await makeSourceFile('paper.pdf', pdf), testLimits, testWorkspace);
  return { ...document, pieces: document.blocks.map(({ kind, start, end }) => [kind, document.text.slice(start, end)]) };
}

/** Lines of 12 points one below the other. */
function linesAt(x: number, top: number, lines: readonly string[]): PdfText[] {
  return lines.map((text, index) => ({ text, x, y: top - 12 * index }));
}

const refused = { code: 'unsupported', details: { hint: expect.any(String) } };

test('lines are joined into paragraphs, words broken at a line end without their hyphen', async () => {
  const { pieces } = await load(
    makePdf([
      [
        ...linesAt(50, 700, ['A paragraph that runs over several lines has words bro-', 'ken at their ends, and some well-', 'known ones with a hyphen of their own, and well-known it stays.']),
        ...linesAt(50, 640, ['A second paragraph stands further down.']),
      ],
    ]),
  );
  expect(pieces).toEqual([
    ['paragraph', 'A paragraph that runs over several lines has words broken at their ends, and some well-known ones with a hyphen of their own, and well-known it stays.'],
    ['paragraph', 'A second paragraph stands further down.'],
  ]);
});

test('two columns are read one after the other, between the lines that span them', async () => {
  const left = Array.from({ length: 6 }, (_, index) => `left column line ${'abcdef'[index]} of running text`);
  const right = Array.from({ length: 6 }, (_, index) => `right column line ${'abcdef'[index]} of running text`);
  const rowByRow = left.flatMap((text, index) => [...linesAt(50, 680 - 12 * index, [text]), ...linesAt(320, 680 - 12 * index, [right[index]!])]);
  const title = { text: 'A title that spans both of the columns of this page, and is long', x: 120, y: 720, size: 12 };
  const { text } = await load(makePdf([[title, ...rowByRow]]));
  const places = ['A title', ...left.map((line) => line.slice(0, 18)), ...right.map((line) => line.slice(0, 19))].map((piece) => text.indexOf(piece));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('a row of a table keeps its label and all its numbers together, in whatever order the file has them', async () => {
  const row = (y: number, label: string, values: readonly string[]): PdfText[] => [
    { text: label, x: 50, y },
    ...values.map((text, index) => ({ text, x: 300 + 90 * index, y })),
  ];
  const rows = [row(700, '', ['2022', '2021']), row(686, 'Net sales', ['34,229', '35,355']), row(672, 'Cost of sales', ['(19,232)', '-']), row(658, 'Gain', ['12 %', '5.5'])];
  const byColumn = rows.flat().toSorted((a, b) => a.x - b.x);
  const { pieces, blocks } = await load(makePdf([byColumn]));
  expect(pieces.slice(1)).toEqual([
    ['table-row', 'Net sales  34,229  35,355'],
    ['table-row', 'Cost of sales  (19,232)  -'],
    ['table-row', 'Gain  12 %  5.5'],
  ]);
  expect(blocks[2]?.cell).toEqual({ table: 0, row: 3 });
});

test('larger and bold lines are headings, and blocks know their page and section', async () => {
  const body = linesAt(50, 600, Array.from({ length: 12 }, () => 'plain text of the body that is long enough to set the size'));
  const { blocks, text } = await load(
    makePdf([[{ text: 'Annual Report', x: 50, y: 740, size: 20 }, { text: 'Overview', x: 50, y: 640, bold: true }, ...body], [{ text: 'next page', x: 50, y: 700 }]]),
  );
  expect(blocks.slice(0, 2).map((block) => [text.slice(block.start, block.end), block.kind, block.level])).toEqual([
    ['Annual Report', 'heading', 1],
    ['Overview', 'heading', 4],
  ]);
  expect(blocks.at(-1)).toMatchObject({ page: 2, headingPath: ['Annual Report', 'Overview'] });
});

test('running heads are kept once and page numbers not at all', async () => {
  const pages = Array.from({ length: 4 }, (_, index) => [
    { text: 'Handbook of examples', x: 50, y: 770 },
    ...linesAt(50, 700, ['One', 'Two', 'Three'].map((word) => `${word} on page ${'abcd'[index]}.`)),
    { text: `Page ${index + 1} of 4`, x: 280, y: 20 },
  ]);
  const { text } = await load(makePdf(pages));
  expect(text.match(/Handbook/g)).toHaveLength(1);
  expect(text).not.toContain('Page');
  expect(text).toContain('Two on page d.');
});

test('text turned by a quarter is read as well', async () => {
  const turned = 'BT /F1 10 Tf 0 1 -1 0 100 100 Tm (Turned words) Tj ET';
  const pdf = assemblePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [5 0 R] >>',
    '<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>',
    '<< >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources 3 0 R /Contents 6 0 R >>',
    `<< /Length ${turned.length} >>\nstream\n${turned}\nendstream`,
  ]);
  expect((await load(pdf)).text).toBe('Turned words');
});

test('the title is the one in the file, unless it is a file name', async () => {
  const page = linesAt(50, 700, ['Some text.']);
  expect((await load(makePdf([page], 'Travel rules'))).title).toBe('Travel rules');
  expect((await load(makePdf([page], 'final_v2.docx'))).title).toBe('paper');
});

test('pages with pictures only are noted, blank ones are not; a document without any text is refused', async () => {
  const page = linesAt(50, 700, ['Some text.']);
  const picture = [{ text: '', x: 50, y: 700, drawing: '0 0 612 792 re f' }];
  expect((await load(makePdf([page, picture, [], picture]))).notes).toEqual(['Pages 2, 4 show no text that could be recognised']);
  await expect(load(makePdf([picture]))).rejects.toMatchObject({ ...refused, message: 'No text could be recognised in the PDF' });
  await expect(load(makePdf([[]]))).rejects.toMatchObject({ ...refused, message: 'The PDF is empty' });
});

test('a file cut in half, one with a loop of pages and one with impossible counts fail clearly or are read', async () => {
  const whole = makePdf([linesAt(50, 700, ['Some text.'])]);
  await expect(load(whole.subarray(0, 60))).rejects.toMatchObject(refused);
  const loop = assemblePdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 2 0 R] >>', '<< >>', '<< >>']);
  await expect(load(loop)).rejects.toMatchObject(refused);
  const billions = assemblePdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 1999999999 /Kids [2 0 R] >>', '<< >>', '<< >>']);
  await expect(load(billions)).rejects.toMatchObject(refused);
});
