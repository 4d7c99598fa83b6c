import { makeXlsx, sheetData } from '../../../server/testing/xlsx-fixture.ts';
import { read, refused, settled, slow, type HostileFile } from './hostile-file.ts';
import { makeOpenDocument } from './office-parts.ts';

const lastCell = 'XFD1048576';

const sheet = (xml: string) => makeXlsx([{ name: 'Sheet', xml }]);
const rows = (count: number, row: (index: number) => string) => Array.from({ length: count }, (_, index) => row(index)).join('');
const numbered = (index: number) => `<row r="${index + 1}"><c r="A${index + 1}"><v>${index}</v></c><c r="B${index + 1}"><v>${index * 7}</v></c></row>`;

const calcSheet = (rowXml: string) =>
  makeOpenDocument('spreadsheet', `<office:document-content><office:body><office:spreadsheet><table:table table:name="S">${rowXml}</table:table></office:spreadsheet></office:body></office:document-content>`);
const calcCell = (text: string, attributes = '') => `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;

export const sheets: readonly HostileFile[] = [
  read('last-cell.xlsx', () => sheet(`<dimension ref="A1:${lastCell}"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="${lastCell}"><v>2</v></c></row></sheetData>`)),
  settled('merged-all.xlsx', () => sheet(`${sheetData([['title', 'value'], ['a', 1]])}<mergeCells>${`<mergeCell ref="A1:${lastCell}"/>`.repeat(1_000)}</mergeCells>`)),
  settled('cells-outside.xlsx', () => sheet('<sheetData><row r="99999999999"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row><row r="-5"><c r=""><v>2</v></c></row></sheetData>')),
  settled('strings-unknown.xlsx', () => sheet('<sheetData><row r="1"><c t="s"><v>4294967295</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c></row></sheetData>')),
  settled('rows-repeated.ods', () => calcSheet(`<table:table-row table:number-rows-repeated="2147483647">${calcCell('x')}</table:table-row>`)),
  settled('formulas.csv', () => Buffer.from('name,value\n=cmd|\' /C calc\'!A0,1\n@SUM(1+1),2\n')),
  slow(settled('million-rows.xlsx', () => sheet(`<sheetData>${rows(1_000_000, numbered)}</sheetData>`))),
  settled('rows-20000.xlsx', () => sheet(`<sheetData>${rows(20_000, numbered)}</sheetData>`)),
  settled('same-row-often.xlsx', () => sheet(`<sheetData>${'<row r="1"><c r="A1"><v>1</v></c></row>'.repeat(20_000)}</sheetData>`)),
  settled('sheets-2000.xlsx', () => makeXlsx(Array.from({ length: 2_000 }, (_, index) => ({ name: `S${index}`, xml: sheetData([[index]]) })))),
  settled('number-format.xlsx', () =>
    makeXlsx([{ name: 'S', xml: '<sheetData><row r="1"><c s="1"><v>1e300</v></c></row></sheetData>' }], {
      'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${'#,'.repeat(50_000)}0.${'0'.repeat(50_000)}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs></styleSheet>`,
    })),
  settled('columns-repeated.ods', () => calcSheet(`<table:table-row table:number-rows-repeated="1048576">${calcCell('x', 'table:number-columns-repeated="1000000000"')}</table:table-row>`)),
  settled('spans-huge.ods', () => calcSheet(`<table:table-row>${calcCell('x', 'table:number-columns-spanned="2147483647" table:number-rows-spanned="2147483647"')}</table:table-row>`)),
  slow(settled('million-columns.csv', () => Buffer.from(`${Array.from({ length: 1_000_000 }, (_, index) => `c${index}`).join(',')}\n${Array.from({ length: 1_000_000 }, (_, index) => index).join(',')}\n`))),
  settled('columns-20000.csv', () => Buffer.from(`${Array.from({ length: 20_000 }, (_, index) => `column ${index}`).join(',')}\n${'1,'.repeat(20_000)}\n`)),
  slow(settled('million-rows.csv', () => Buffer.from(`a,b,c\n${rows(1_000_000, (index) => `${index},${index * 3},${index * 7}\n`)}`))),
  settled('quote-never-closed.csv', () => Buffer.from(`a,b\n"${'text,\n'.repeat(200_000)}`)),
  settled('quotes-only.csv', () => Buffer.from('"'.repeat(500_001))),
  settled('commas-only.csv', () => Buffer.from(','.repeat(2_000_000))),
  refused('nul-bytes.csv', () => Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(100_000)])),
];
