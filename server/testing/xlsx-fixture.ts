import { makeZip, relationshipsXml } from './zip-fixture.ts';

export type SheetFixture = { name: string; xml: string; state?: string };

/** A workbook of sheets given by the XML within `worksheet`, and further parts by name. */
export function makeXlsx(sheets: readonly SheetFixture[], parts: Readonly<Record<string, string>> = {}, workbookProperties = ''): Buffer {
  const entries = sheets.map(({ name, state = 'visible' }, index) => `<sheet name="${name}" sheetId="${index + 1}" state="${state}" r:id="r${index}"/>`);
  const targets = sheets.map((_, index) => [`r${index}`, { type: 'worksheet', target: `worksheets/sheet${index}.xml` }]);
  return makeZip({
    'xl/workbook.xml': `<workbook>${workbookProperties}<sheets>${entries.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationshipsXml({
      ...Object.fromEntries(targets),
      strings: { type: 'sharedStrings', target: 'sharedStrings.xml' },
      styles: { type: 'styles', target: '/xl/styles.xml' },
    }),
    ...Object.fromEntries(sheets.map(({ xml }, index) => [`xl/worksheets/sheet${index}.xml`, `<worksheet>${xml}</worksheet>`])),
    ...parts,
  });
}

/** `sheetData` of rows of texts and numbers, from A1. */
export function sheetData(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => (typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`);
  return `<sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData>`;
}
