import { toSimplified } from './traditional.ts';

/** Marks over Latin, Greek and Cyrillic letters. Marks of other scripts change the letter and stay. */
const accents = /[\u0300-\u036f]/g;
const digitGroups = /(?<=\d),(?=\d{3}(?!\d))/g;

const mayHaveAccents = /[\u00c0-\u052f\u1e00-\u1fff]/;

function withoutAccents(text: string): string {
  return mayHaveAccents.test(text) ? text.normalize('NFD').replace(accents, '').normalize('NFC') : text;
}

/** The form in which texts are compared: one width, one case, no accents, simplified characters, 1,234 as 1234. */
export function normalize(text: string): string {
  return toSimplified(withoutAccents(text.normalize('NFKC').toLowerCase())).replace(digitGroups, '');
}
