import { walkXml } from '../xml.ts';

/** Formats every workbook knows (ECMA-376 part 1, 18.8.30). Those that follow the reader's country are written the same everywhere here. */
const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  37: '#,##0;(#,##0)',
  38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
};
const chineseDate = 'yyyy"年"m"月"d"日"';
const chineseDates = new Set([27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

/** Format code of every cell style, by its number. */
export function readCellFormats(xml: string): string[] {
  const custom = new Map<number, string>();
  const codes: string[] = [];
  const open: string[] = [];
  walkXml(xml, {
    open(name, attribute) {
      const parent = open.at(-1);
      open.push(name);
      if (name === 'numFmt' && parent === 'numFmts') custom.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      else if (name === 'xf' && parent === 'cellXfs') codes.push(formatCode(Number(attribute('numFmtId') ?? 0), custom));
    },
    close: () => void open.pop(),
    text() {},
  });
  return codes;
}

/** Code of a format by its number; `custom` are those the workbook defines. */
export function formatCode(id: number, custom: ReadonlyMap<number, string>): string {
  return custom.get(id) ?? builtIn[id] ?? (chineseDates.has(id) ? chineseDate : 'General');
}
