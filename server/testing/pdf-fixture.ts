/** A piece of text on a page; x to the right and y upwards in points, from the lower left corner. `drawing` holds operators to draw instead. */
export type PdfText = { text: string; x: number; y: number; size?: number; bold?: boolean; drawing?: string };

const pageSize = '[0 0 612 792]';

/** A small PDF with Helvetica text at the given places, one list of texts per page. Latin characters only. */
export function makePdf(pages: readonly (readonly PdfText[])[], title = ''): Buffer {
  const firstPage = 5;
  const contents = pages.map((texts) => texts.map(textOperators).join('\n'));
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${firstPage + 2 * index} 0 R`).join(' ')}] >>`,
    '<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >> >>',
    `<< /Title (${title}) >>`,
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox ${pageSize} /Resources 3 0 R /Contents ${firstPage + 2 * index + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  return assemblePdf(objects);
}

/** Numbers the objects from 1 and adds the table of their places. The first is the catalog, the fourth the information. */
export function assemblePdf(objects: readonly string[]): Buffer {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}

function textOperators({ text, x, y, size = 10, bold = false, drawing }: PdfText): string {
  if (drawing !== undefined) return drawing;
  const escaped = text.replace(/[\\()]/g, '\\$&');
  return `BT /${bold ? 'F2' : 'F1'} ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escaped}) Tj ET`;
}
