import type { SheetCell } from '../sheet-regions.ts';

/** A point, or a comma as much of the world writes decimals. */
export type DecimalMark = '.' | ',';
export type CellValue = { kind: 'number'; value: number } | { kind: 'date'; value: string } | { kind: 'text'; value: string };

/** A double holds so many decimal digits exactly; what is longer is a name made of digits. */
const exactDigits = 15;
const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const plain = /^(\d+\.?\d*|\.\d+)(e[-+]\d{1,3})?$/i;
const commaForm = /^(\d{1,3}(\.\d{3})+(,\d+)?|\d+,\d+)$/;
const decimalComma = /^(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,}))$/;
const date = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;

/** Codes such as 007, and digits beyond the exact ones: a column that holds any holds names, not numbers. */
export function isDigitCode(text: string): boolean {
  return /^0\d+$/.test(text) || (/^\d+$/.test(text) && text.length > exactDigits);
}

/** For a number that can only have a decimal comma 1; for one that has a point, or thousands parted by commas, -1. */
export function decimalCommaVote(text: string): 1 | 0 | -1 {
  if (!/[.,]/.test(text)) return 0;
  const { digits } = unsigned(text);
  if (decimalComma.test(digits)) return 1;
  return grouped.test(digits) || /^\d*\.(\d{1,2}|\d{4,})$/.test(digits) ? -1 : 0;
}

/** What a cell holds: the value its file gives for it, or else the one its text stands for. Dates as ISO 8601. */
export function readCell({ text, value }: SheetCell, mark: DecimalMark): CellValue {
  if (typeof value === 'number') return { kind: 'number', value };
  if (value !== undefined) return { kind: 'date', value };
  const number = readNumber(text, mark);
  if (number !== undefined) return { kind: 'number', value: number };
  const isoDate = readDate(text);
  return isoDate === undefined ? { kind: 'text', value: text } : { kind: 'date', value: isoDate };
}

/** "-¥1,234.50", "(12)" and "12%" are what they mean: -1234.5, -12 and 0.12. */
function readNumber(text: string, mark: DecimalMark): number | undefined {
  if (text.length > 40 || !/\d/.test(text)) return undefined;
  const { sign, digits, isPercent } = unsigned(text);
  const decimal = withPoint(digits, mark);
  if (!plain.test(decimal) || decimal.replace(/\D/g, '').length > exactDigits + 5) return undefined;
  const value = Number(isPercent ? `${Number(decimal)}e-2` : decimal);
  return Number.isFinite(value) ? sign * value : undefined;
}

function withPoint(digits: string, mark: DecimalMark): string {
  if (mark === ',') return commaForm.test(digits) ? digits.replaceAll('.', '').replace(',', '.') : digits;
  return grouped.test(digits) ? digits.replaceAll(',', '') : digits;
}

function unsigned(text: string): { sign: 1 | -1; digits: string; isPercent: boolean } {
  const [, open, minus, digits = '', percent, close] = /^(\()?([-+−]?)\s?[¥￥$€£]?\s?([\d.,]+(?:e[-+]\d+)?)\s?(%)?(\))?$/i.exec(text) ?? [];
  if (Boolean(open) !== Boolean(close)) return { sign: 1, digits: '', isPercent: false };
  return { sign: open || minus === '-' || minus === '−' ? -1 : 1, digits, isPercent: percent !== undefined };
}

/** The day, and the time where one is given: "2026-03-01", "2026-03-01 09:30:00". */
function readDate(text: string): string | undefined {
  const [, year, , month, day, chineseMonth, chineseDay, hour, minute, second] = date.exec(text) ?? [];
  if (year === undefined) return undefined;
  const iso = [year, pad(month ?? chineseMonth), pad(day ?? chineseDay)].join('-');
  const time = hour === undefined ? '' : ` ${pad(hour)}:${minute}:${second ?? '00'}`;
  const moment = new Date(`${iso}T${time.trim() || '00:00:00'}Z`);
  return Number.isNaN(moment.getTime()) || !moment.toISOString().startsWith(iso) ? undefined : iso + time;
}

function pad(number = ''): string {
  return number.padStart(2, '0');
}
