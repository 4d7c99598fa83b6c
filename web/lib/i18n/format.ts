export type Locale = 'en' | 'zh';

const localeTag: Record<Locale, string> = { en: 'en', zh: 'zh-CN' };
const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const dayMs = 86_400_000;

export type DayGroup = 'today' | 'yesterday' | 'this-week' | 'this-month' | 'older';

/** Numbers, sizes and times in the reader's form. */
export function createFormat(locale: Locale) {
  const tag = localeTag[locale];
  const wholeNumber = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const score = new Intl.NumberFormat(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const dateTime = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short' });

  return {
    number: (value: number) => wholeNumber.format(value),
    score: (value: number) => score.format(value),
    /** 0..1 */
    percent: (value: number) => percent.format(value),
    bytes: (value: number) => formatBytes(tag, value),
    /** With two digits that tell something, for an answer may cost far less than a cent. @param currency ISO 4217 */
    money: ({ amount, currency }: { amount: number; currency: string }) =>
      new Intl.NumberFormat(tag, { style: 'currency', currency, maximumSignificantDigits: amount < 1 ? 2 : 4 }).format(amount),
    milliseconds: (value: number) => formatDuration(tag, value),
    seconds: (value: number) => formatDuration(tag, value * 1000),
    /** A place in a recording: 12:03, or 1:12:03. */
    clock: formatClock,
    dateTime: (iso: string) => dateTime.format(new Date(iso)),
    /** The time for today, the date before that. */
    recent: (iso: string, now: Date = new Date()) => (daysBetween(new Date(iso), now) === 0 ? time : date).format(new Date(iso)),
  };
}
export type Format = ReturnType<typeof createFormat>;

function formatBytes(tag: string, value: number): string {
  const power = value < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log(value) / Math.log(1000)));
  const unit = byteUnits[power]!;
  const scaled = value / 1000 ** power;
  return new Intl.NumberFormat(tag, {
    style: 'unit',
    unit,
    unitDisplay: power === 0 ? 'narrow' : 'short',
    maximumFractionDigits: scaled < 10 && power > 0 ? 1 : 0,
  }).format(scaled);
}

function formatDuration(tag: string, ms: number): string {
  const [value, unit] = ms < 1000 ? [ms, 'millisecond'] : ms < 60_000 ? [ms / 1000, 'second'] : [ms / 60_000, 'minute'];
  const maximumFractionDigits = unit === 'second' && value < 10 ? 1 : 0;
  return new Intl.NumberFormat(tag, { style: 'unit', unit: unit as string, unitDisplay: 'short', maximumFractionDigits }).format(
    value as number,
  );
}

function formatClock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${hours > 0 ? `${hours}:${pad(minutes)}` : minutes}:${pad(seconds % 60)}`;
}

/** Whole calendar days between two moments, in the reader's own time zone. */
function daysBetween(earlier: Date, later: Date): number {
  const midnight = (moment: Date) => Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
  return Math.round((midnight(later) - midnight(earlier)) / dayMs);
}

/** The heading that a moment stands under in a list by day. */
export function dayGroup(iso: string, now: Date = new Date()): DayGroup {
  const days = daysBetween(new Date(iso), now);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 7) return 'this-week';
  return days < 30 ? 'this-month' : 'older';
}
