const dayMs = 24 * 60 * 60 * 1000;
const monthNames = 'January February March April May June July August September October November December'.split(' ');
const dayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
/** The day after 31 December 9999, the last a spreadsheet knows. */
const endOfDays = 2_958_466;

export function isDatePart(part: string): boolean {
  return /^(y+|m+|d+|h+|s+(\.0+)?|\[(h+|m+|s+)\]|AM\/PM|A\/P|上午\/下午)$/i.test(part);
}

/** A day number and its fraction as a date and time; undefined where it is none. */
export function formatDate(serial: number, parts: readonly string[], startsIn1904: boolean): string | undefined {
  if (serial < 0 || serial >= endOfDays) return undefined;
  const time = new Date(Math.round((serial * dayMs) / 10) * 10 + epochMs(serial, startsIn1904));
  const isTwelveHours = parts.some((part) => /^(AM\/PM|A\/P|上午\/下午)$/i.test(part));
  const shown = roundedToShown(time, parts);
  let last = '';
  return parts
    .map((part, index) => {
      if (!isDatePart(part)) return literal(part);
      const unit = part.replace('[', '')[0]?.toLowerCase() ?? '';
      const next = parts.slice(index + 1).find(isDatePart);
      const isMinute = unit === 'm' && part.length <= 2 && (last === 'h' || /^\[?s/i.test(next ?? ''));
      last = unit;
      if (part.startsWith('[')) return String(Math.floor((serial * dayMs + 0.5) / elapsedUnitMs(unit)));
      if (isMinute) return padded(shown.getUTCMinutes(), part);
      return datePart(shown, unit, part, isTwelveHours);
    })
    .join('')
    .trim();
}

/** As ISO 8601, with the time where it is not midnight; undefined where it is none. */
export function isoMoment(serial: number, startsIn1904: boolean): string | undefined {
  const time = Number.isInteger(serial) ? [] : [' ', 'hh', ':', 'mm', ':', 'ss'];
  return formatDate(serial, ['yyyy', '-', 'mm', '-', 'dd', ...time], startsIn1904);
}

/** The first day is 1 January 1900, and 1900 is taken for a leap year, as Lotus did; or 1 January 1904 is day 0. */
function epochMs(serial: number, startsIn1904: boolean): number {
  if (startsIn1904) return Date.UTC(1904, 0, 1);
  return Date.UTC(1899, 11, serial < 60 ? 31 : 30);
}

/** A time of 11:59:59.9 shows as 12:00, not as 11:59. */
function roundedToShown(time: Date, parts: readonly string[]): Date {
  return parts.some((part) => /^s+\.0/i.test(part)) ? time : new Date(Math.round(time.getTime() / 1000) * 1000);
}

function elapsedUnitMs(unit: string): number {
  if (unit === 'h') return 60 * 60 * 1000;
  return unit === 'm' ? 60 * 1000 : 1000;
}

function datePart(time: Date, unit: string, part: string, isTwelveHours: boolean): string {
  if (unit === 'y') return part.length > 2 ? String(time.getUTCFullYear()) : padded(time.getUTCFullYear() % 100, 'yy');
  if (unit === 'm') return part.length > 2 ? named(monthNames[time.getUTCMonth()], part) : padded(time.getUTCMonth() + 1, part);
  if (unit === 'd') return part.length > 2 ? named(dayNames[time.getUTCDay()], part) : padded(time.getUTCDate(), part);
  if (unit === 'h') return padded(isTwelveHours ? time.getUTCHours() % 12 || 12 : time.getUTCHours(), part);
  if (unit === 's') return padded(time.getUTCSeconds(), part.replace(/\..*/, '')) + tenths(time, part);
  const isMorning = time.getUTCHours() < 12;
  if (unit === 'a') return isMorning ? 'AM' : 'PM';
  return isMorning ? '上午' : '下午';
}

function tenths(time: Date, part: string): string {
  const places = part.split('.')[1]?.length ?? 0;
  return places > 0 ? `.${String(time.getUTCMilliseconds()).padStart(3, '0').slice(0, places)}` : '';
}

function named(name: string | undefined, part: string): string {
  return (part.length === 3 ? name?.slice(0, 3) : part.length === 5 ? name?.slice(0, 1) : name) ?? '';
}

function padded(value: number, part: string): string {
  return String(value).padStart(Math.min(part.length, 2), '0');
}

function literal(part: string): string {
  if (part.startsWith('"')) return part.slice(1, -1);
  if (part.startsWith('\\')) return part.slice(1);
  return /^[[_*@;]/.test(part) ? '' : part;
}
