const romanDigits: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];
const chineseDigits = '零一二三四五六七八九';
const maxRoman = 4000;

/** A number as a list writes it (ECMA-376 part 1, 17.18.59); formats without a rule here are written in digits. */
export function formatNumber(number: number, format: string): string {
  if (format === 'lowerLetter') return letters(number);
  if (format === 'upperLetter') return letters(number).toUpperCase();
  if (format === 'lowerRoman') return roman(number);
  if (format === 'upperRoman') return roman(number).toUpperCase();
  if (format === 'decimalZero') return String(number).padStart(2, '0');
  if (/^(chineseCounting|chineseCountingThousand|japaneseCounting|taiwaneseCounting|taiwaneseCountingThousand|ideographDigital)$/.test(format)) return chinese(number);
  return String(number);
}

/** a to z, then aa, bb and so on, as Word does. */
function letters(number: number): string {
  return String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.min(Math.ceil(number / 26), 10));
}

function roman(number: number): string {
  if (number < 1 || number >= maxRoman) return String(number);
  let rest = number;
  let text = '';
  for (const [value, digits] of romanDigits) {
    while (rest >= value) {
      text += digits;
      rest -= value;
    }
  }
  return text;
}

function chinese(number: number): string {
  if (number >= 100) return String(number);
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  if (tens === 0) return chineseDigits[ones] ?? '';
  return `${tens > 1 ? chineseDigits[tens] : ''}十${ones > 0 ? chineseDigits[ones] : ''}`;
}
