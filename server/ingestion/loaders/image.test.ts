import { afterAll, expect, test } from 'vitest';
import { testLimits, testWorkspace } from '../../testing/load-limits.ts';
import { drawTexts, makePng, makeScannedPdf, pngOf } from '../../testing/picture-fixture.ts';
import { makeDocx, docxParagraph } from '../../testing/docx-fixture.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { turned } from '../ocr/gray-image.ts';
import { findWasmTesseract } from '../ocr/recognizers/wasm.ts';
import { loadDocx } from './docx.ts';
import { loadImage } from './image.ts';
import { loadPdf } from './pdf.ts';

afterAll(async () => (await findWasmTesseract())?.close());

const sentences = [
  { text: 'Travel expenses are paid within thirty days.', x: 50, y: 720, size: 14 },
  { text: 'Hotels cost at most 120 euros for each night.', x: 50, y: 700, size: 14 },
];

test('a picture on its side is read upright, and its blocks stand where they are in the picture as it lies', async () => {
  const picture = turned(await drawTexts(sentences.slice(0, 1), 90), 3);
  let advances = 0;
  const workspace = { ...testWorkspace, advance: () => void advances++ };
  const { text, blocks, pageCount } = await loadImage(await makeSourceFile('scan.png', pngOf(picture)), testLimits, workspace);
  expect(text).toBe('Travel expenses are paid within thirty days.');
  expect(pageCount).toBe(1);
  expect(advances).toBe(1);
  const { left, top, width, height } = blocks[0]!.box!;
  expect(blocks[0]).toMatchObject({ page: 1 });
  expect(height).toBeGreaterThan(3 * width);
  expect(left).toBeGreaterThan(100);
  expect(top + height).toBeGreaterThan(picture.height - 120);
});

test('a picture without text and one too large are refused with advice', async () => {
  const blank = makePng({ width: 64, height: 1 }, [new Uint8Array(65).fill(255, 1)]);
  const file = await makeSourceFile('blank.png', blank);
  await expect(loadImage(file, testLimits, testWorkspace)).rejects.toMatchObject({
    code: 'unsupported',
    message: 'No text could be recognised in the picture',
    details: { hint: expect.any(String) },
  });
  const bomb = await makeSourceFile('bomb.png', makePng({ width: 30_000, height: 30_000 }, [[0]]));
  await expect(loadImage(bomb, testLimits, testWorkspace)).rejects.toMatchObject({ code: 'unsupported', details: { hint: expect.any(String) } });
});

test('a scanned page is recognised, also below a stamp of text, and noted', async () => {
  const stamp = 'BT /F1 8 Tf 1 0 0 1 500 5 Tm (page 1) Tj ET';
  const pdf = makeScannedPdf(await drawTexts(sentences, 120), stamp);
  const { text, notes, blocks } = await loadPdf(await makeSourceFile('scan.pdf', pdf), testLimits, testWorkspace);
  expect(text).toContain('Travel expenses are paid within thirty days.');
  expect(notes).toEqual([expect.stringMatching(/^Page 1 is a scan; the text was recognised with \d\d % confidence$/)]);
  expect(Math.abs(blocks[0]!.box!.left - 50)).toBeLessThan(4);
  expect(Math.abs(blocks[0]!.box!.top - 60)).toBeLessThan(8);
});

test('text in a picture of a Word document stands as a caption where the picture does', async () => {
  const picture = pngOf(await drawTexts(sentences, 120));
  const drawing = '<w:p><w:r><w:drawing><a:blip xmlns:a="a" xmlns:r="r" r:embed="rId7"/></w:drawing></w:r></w:p>';
  const relationships =
    '<Relationships><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.png"/></Relationships>';
  const docx = makeDocx(docxParagraph('Before.') + drawing + docxParagraph('After.'), {
    'word/_rels/document.xml.rels': relationships,
    'word/media/image1.png': picture,
  });
  const { text, blocks } = await loadDocx(await makeSourceFile('letter.docx', docx), testLimits, testWorkspace);
  expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'caption', 'paragraph']);
  expect(text.slice(blocks[1]!.start, blocks[1]!.end)).toContain('Hotels cost at most 120 euros');
});
