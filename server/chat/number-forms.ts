const englishWords =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const chineseDigits = '零一二三四五六七八九';
const chineseUnits = ['', '十', '百', '千'];

/** 2015 as 二千零一十五, the way amounts are read. */
function chineseAmount(digits: string): string {
  const read = [...digits]
    .map((digit, index) => (digit === '0' ? '零' : chineseDigits[Number(digit)]! + chineseUnits[digits.length - 1 - index]!))
    .join('');
  return read
    .replace(/零+/g, '零')
    .replace(/(?<=.)零$/, '')
    .replace(/^一十/, '十');
}

/** Ways besides digits to write a whole number below 10,000: fifteen, 十五, 二〇一五. Empty for other numbers. */
export function numberForms(number: string): string[] {
  if (!/^\d{1,4}$/.test(number)) return [];
  const english = englishWords[Number(number)];
  const digitByDigit = [...number].map((digit) => chineseDigits[Number(digit)]).join('');
  const forms = [english, chineseAmount(number), number === '2' ? '两' : undefined];
  if (number.length === 4) forms.push(digitByDigit, digitByDigit.replaceAll('零', '〇'));
  return forms.filter((form) => form !== undefined);
}
