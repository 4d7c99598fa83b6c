import { formatDate, isDatePart, isoMoment } from './date-format.ts';

const tokens = /"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM\/PM|A\/P|上午\/下午|General|y+|m+|d+|h+|s+(?:\.0+)?|e[+-]0+|[0#?.,]+|./gi;
/** Decimal digits a spreadsheet calculates with; what lies beyond is noise of the binary form. */
const significantDigits = 15;

/** A number as the cell shows it under its format code (ECMA-376 part 1, 18.8.31). Codes without a rule here show the plain number. */
export function formatNumber(value: number, code: string, startsIn1904: boolean): string {
  const sections = splitSections(code);
  const { section, isAbsolute } = chooseSection(sections, value);
  const parts: string[] = section.match(tokens) ?? [];
  if (parts.some(isDatePart)) return formatDate(value, parts, startsIn1904) ?? plain(value);
  const shown = isAbsolute ? Math.abs(value) : value;
  const patterns = parts.filter((part) => /^[0#?.,]*[0#?][0#?.,]*$/.test(part));
  if (patterns.length > 1 || parts.includes('/')) return plain(value);
  let isWritten = false;
  const text = parts.map((part, index) => {
    if (/^General$/i.test(part)) return plain(shown);
    if (patterns[0] !== part || isWritten) return literal(part);
    isWritten = true;
    const exponent = parts.slice(index).find((later) => /^e[+-]0+$/i.test(later));
    return exponent ? scientific(shown, part, exponent) : fixed(shown * 100 ** parts.filter((sign) => sign === '%').length, part);
  });
  return text.join('').trim();
}

/** What a cell of this format holds: the number itself, or as ISO 8601 the day it shows; undefined for a time of no day. */
export function exactValue(value: number, code: string, startsIn1904: boolean): number | string | undefined {
  const parts: string[] = chooseSection(splitSections(code), value).section.match(tokens) ?? [];
  if (!parts.some(isDatePart)) return value;
  return parts.some((part) => /^(y+|d+)$/i.test(part)) ? isoMoment(value, startsIn1904) : undefined;
}

function splitSections(code: string): string[] {
  const sections = [''];
  for (const token of code.match(tokens) ?? []) {
    if (token === ';') sections.push('');
    else sections.push((sections.pop() ?? '') + token);
  }
  return sections;
}

/** Positive, negative and zero have a section each, unless conditions say otherwise. */
function chooseSection(sections: readonly string[], value: number): { section: string; isAbsolute: boolean } {
  const conditional = sections.find((section) => {
    const condition = /\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]/.exec(section);
    return condition && holds(value, condition[1] ?? '', Number(condition[2]));
  });
  if (conditional !== undefined) return { section: conditional, isAbsolute: value < 0 };
  const [positive = 'General', negative, zero] = sections.filter((section) => !/\[[<>=]/.test(section));
  if (value < 0 && negative !== undefined) return { section: negative, isAbsolute: true };
  return { section: value === 0 && zero !== undefined ? zero : positive, isAbsolute: false };
}

function holds(value: number, operator: string, limit: number): boolean {
  if (operator === '=') return value === limit;
  if (operator === '<>') return value !== limit;
  const isEqual = operator.includes('=') && value === limit;
  return isEqual || (operator.startsWith('<') ? value < limit : value > limit);
}

/** Text of a part that stands for itself: quoted, escaped, a currency in brackets; colours and padding show nothing. */
function literal(part: string): string {
  if (part.startsWith('"')) return part.slice(1, -1);
  if (part.startsWith('\\')) return part.slice(1);
  if (part.startsWith('[$')) return /^\[\$([^\-\]]*)/.exec(part)?.[1] ?? '';
  if (/^[[_*@]/.test(part) || /^e[+-]0+$/i.test(part)) return '';
  return /^[0#?.,]+$/.test(part) ? part.replace(/[0#?]/g, '') : part;
}

function plain(value: number): string {
  return String(Number(value.toPrecision(significantDigits)));
}

function fixed(value: number, pattern: string): string {
  const thousands = /,+$/.exec(pattern)?.[0].length ?? 0;
  const [whole = '', decimals = ''] = pattern.replace(/,+$/, '').split('.');
  const rounded = round(Math.abs(value) / 1000 ** thousands, decimals.length);
  let [integer = '', fraction = ''] = rounded.split('.');
  const leastFraction = decimals.replace(/[^0]/g, '').length;
  while (fraction.length > leastFraction && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  integer = integer.replace(/^0+(?=\d)/, '').padStart(whole.replace(/[^0]/g, '').length, '0');
  if (whole.includes(',')) integer = integer.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = value < 0 && /[1-9]/.test(integer + fraction) ? '-' : '';
  return sign + integer + (fraction ? `.${fraction}` : '');
}

/** Half up in decimal, as people round; `toFixed` alone rounds the binary form. */
function round(value: number, places: number): string {
  const exact = String(Number(value.toPrecision(significantDigits)));
  if (exact.includes('e')) return value.toFixed(Math.min(places, 100));
  return Number(`${Math.round(Number(`${exact}e${places}`))}e-${places}`).toFixed(Math.min(places, 100));
}

function scientific(value: number, pattern: string, exponent: string): string {
  const places = pattern.split('.')[1]?.length ?? 0;
  const [digits = '', power = '0'] = value.toExponential(Math.min(places, 100)).split('e');
  const sign = power.startsWith('-') ? '-' : exponent[1] === '+' ? '+' : '';
  return `${digits}E${sign}${power.replace(/^[+-]/, '').padStart(exponent.length - 2, '0')}`;
}
