import { toSimplified } from './traditional.ts';

/** Marks over Latin, Greek and Cyrillic letters. Marks of other scripts change the letter and stay. */
const accents = /[\u0300-\u036f]/g;
const digitGroups = /(?<=\d),(?=\d{3}(?!\d))/g;

/** The form in which texts are compared: one width, one case, no accents, simplified characters, 1,234 as 1234. */
export function normalize(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(accents, '').normalize('NFC');
  return toSimplified(folded).replace(digitGroups, '');
}
