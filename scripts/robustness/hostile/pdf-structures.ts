import { assemblePdf, makePdf } from '../../../server/testing/pdf-fixture.ts';
import { settled, slow, type HostileFile, type Surroundings } from './hostile-file.ts';

const catalog = '<< /Type /Catalog /Pages 2 0 R >>';
const font = '<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>';
const information = '<< /Title (hostile) >>';
const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources 3 0 R /Contents 6 0 R >>';
const contents = stream('BT /F1 10 Tf 50 700 Td (an ordinary line of text) Tj ET');

export function stream(content: string, entries = ''): string {
  return `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`;
}

/** A document of one page, in which some objects are others: 1 catalog, 2 page tree, 3 resources, 4 information, 5 page, 6 contents. */
export function pdfWith(replaced: Readonly<Record<number, string>>, further: readonly string[] = []): Buffer {
  const objects = [catalog, '<< /Type /Pages /Count 1 /Kids [5 0 R] >>', font, information, page, contents];
  return assemblePdf([...objects.map((object, index) => replaced[index + 1] ?? object), ...further]);
}

/** Each level of the page tree holds the next one twice: two to the power of `levels` pages. */
function pageTreeDag(levels: number): Buffer {
  const further = Array.from({ length: levels }, (_, level) => {
    const next = level + 1 < levels ? 8 + level : 5;
    return `<< /Type /Pages /Count ${2 ** (levels - level)} /Kids [${next} 0 R ${next} 0 R] >>`;
  });
  return pdfWith({ 2: `<< /Type /Pages /Count ${2 ** (levels + 1)} /Kids [7 0 R 7 0 R] >>` }, further);
}

/** Each form draws the next one ten times. */
function formsDag(levels: number): Buffer {
  const draw = '/X Do '.repeat(10);
  const further = Array.from({ length: levels }, (_, level) =>
    stream(level + 1 < levels ? draw : 'BT /F1 10 Tf 50 700 Td (x) Tj ET', `/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /X ${8 + level} 0 R >> >>`),
  );
  return pdfWith({ 3: '<< /XObject << /X 7 0 R >> >>', 6: stream(draw) }, further);
}

/** The cross-reference table names itself as the one before. */
function tableLoop(): Buffer {
  const pdf = makePdf([[{ text: 'text', x: 50, y: 700 }]]).toString('latin1');
  const start = /startxref\n(\d+)/.exec(pdf)![1]!;
  return Buffer.from(pdf.replace('/Root', `/Prev ${start} /Root`), 'latin1');
}

export function pdfStructures({ url, secretPath }: Surroundings): HostileFile[] {
  const ordinary = makePdf([[{ text: 'an ordinary line of text', x: 50, y: 700 }]]);
  return [
    settled('page-tree-loop.pdf', () => pdfWith({ 2: '<< /Type /Pages /Count 3 /Kids [2 0 R 5 0 R 2 0 R] >>' })),
    slow(settled('page-tree-dag.pdf', () => pageTreeDag(30))),
    slow(settled('page-tree-dag-14.pdf', () => pageTreeDag(14))),
    settled('billion-pages.pdf', () => pdfWith({ 2: '<< /Type /Pages /Count 1000000000 /Kids [5 0 R] >>' })),
    settled('same-page-often.pdf', () => pdfWith({ 2: `<< /Type /Pages /Count 3000 /Kids [${'5 0 R '.repeat(3_000)}] >>` })),
    settled('negative-pages.pdf', () => pdfWith({ 2: '<< /Type /Pages /Count -1 /Kids [5 0 R] >>' })),
    settled('no-pages.pdf', () => pdfWith({ 2: '<< /Type /Pages /Count 0 /Kids [] >>' })),
    settled('deep-arrays.pdf', () => pdfWith({ 5: `<< /Type /Page /Parent 2 0 R /X ${'['.repeat(200_000)}${']'.repeat(200_000)} /Contents 6 0 R >>` })),
    settled('deep-dictionaries.pdf', () => pdfWith({ 4: `${'<< /A '.repeat(100_000)}1${' >>'.repeat(100_000)}` })),
    settled('deep-contents.pdf', () => pdfWith({ 6: stream(`${'['.repeat(200_000)}(x)${']'.repeat(200_000)} TJ`) })),
    settled('saved-states.pdf', () => pdfWith({ 6: stream(`${'q '.repeat(500_000)}BT /F1 10 Tf (x) Tj ET`) })),
    slow(settled('forms-dag.pdf', () => formsDag(12))),
    settled('form-draws-itself.pdf', () => pdfWith({ 3: '<< /XObject << /X 7 0 R >> >>', 6: stream('/X Do') }, [stream('/X Do', '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 3 0 R')])),
    settled('table-loop.pdf', tableLoop),
    settled('length-of-itself.pdf', () => pdfWith({ 6: '<< /Length 6 0 R >>\nstream\n(x) Tj\nendstream' })),
    settled('length-lies.pdf', () => pdfWith({ 6: '<< /Length 2000000000 >>\nstream\n(x) Tj\nendstream' })),
    settled('contents-loop.pdf', () => pdfWith({ 6: '[6 0 R 6 0 R]' })),
    settled('huge-page.pdf', () => pdfWith({ 5: '<< /Type /Page /Parent 2 0 R /MediaBox [-1e38 -1e38 1e38 1e38] /Resources 3 0 R /Contents 6 0 R >>' })),
    settled('huge-numbers.pdf', () => pdfWith({ 6: stream(`BT /F1 ${'9'.repeat(5_000)} Tf ${'1e308 '.repeat(6)} Tm (x) Tj ET`) })),
    settled('titles-loop.pdf', () => pdfWith({ 1: '<< /Type /Catalog /Pages 2 0 R /Outlines 7 0 R >>' }, ['<< /First 8 0 R /Last 8 0 R >>', '<< /Title (a) /Parent 7 0 R /Next 8 0 R /First 8 0 R >>'])),
    settled('runs-script.pdf', () => pdfWith({ 1: `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\("${url}/script"\\)) >> >>` })),
    settled('opens-address.pdf', () => pdfWith({ 1: `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI (${url}/open) >> /AA << /O << /S /Launch /F (${secretPath}) >> >> >>` })),
    settled('form-of-file.pdf', () => pdfWith({ 6: `<< /Length 0 /F (${secretPath}) >>\nstream\n\nendstream` })),
    ...[0.1, 0.5, 0.9, 0.99].map((share) => settled(`cut-at-${share}.pdf`, () => ordinary.subarray(0, Math.floor(ordinary.length * share)))),
    settled('header-alone.pdf', () => Buffer.from('%PDF-1.7\n')),
    settled('header-and-noise.pdf', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(500_000, '<<[(/')])),
  ];
}
