import { AppError } from '../../platform/errors.ts';

/** `at` counts characters from the beginning of the expression. */
export type Token = { kind: 'number' | 'name' | 'sign'; text: string; at: number };

const maxChars = 1_000;
const maxNumberChars = 120;
const token = /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_][A-Za-z_0-9]*|π)|(?<sign>\*\*|\/\/|[-+*/%^(),]))/y;
const asTyped: Readonly<Record<string, string>> = { '×': '*', '·': '*', '÷': '/', '（': '(', '）': ')', '－': '-', '−': '-', '＋': '+', '，': ',', '％': '%' };

export const refused = (problem: string) => new AppError('invalid_request', `The expression cannot be worked out: ${problem}`, { field: 'expression' });

/** The pieces of an expression as people type it; a trailing `=` is passed over. @throws AppError invalid_request */
export function readTokens(expression: string): Token[] {
  const text = expression.replace(/[×·÷（）－−＋，％]/g, (sign) => asTyped[sign]!).replace(/[\s=＝?？]+$/, '');
  if (text.length > maxChars) throw refused(`it is longer than ${maxChars} characters`);
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (!found) throw refused(`"${text.slice(at).trim().slice(0, 20)}" is no part of one`);
    const { number, name, sign } = found.groups!;
    if (number !== undefined && number.length > maxNumberChars) throw refused(`a number is longer than ${maxNumberChars} characters`);
    const kind = number !== undefined ? 'number' : name !== undefined ? 'name' : 'sign';
    tokens.push({ kind, text: (number ?? name ?? sign)!, at });
  }
  return tokens;
}
