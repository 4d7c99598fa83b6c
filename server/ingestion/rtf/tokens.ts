export type RtfToken =
  | { type: 'open' }
  | { type: 'close' }
  | { type: 'word'; word: string; value: number | undefined }
  | { type: 'symbol'; symbol: string }
  | { type: 'byte'; byte: number }
  | { type: 'text'; text: string };

const pattern = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\/giy;

/** Tokens of a rich text file, given with one byte in each character. Binary data is passed over. */
export function* rtfTokens(source: string): Generator<RtfToken> {
  pattern.lastIndex = 0;
  let position = 0;
  for (;;) {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    if (!match) return;
    position = pattern.lastIndex;
    const [, word, value, hex, symbol, brace, text] = match;
    if (word === 'bin') position += Math.max(0, Number(value ?? 0));
    else if (word !== undefined) yield { type: 'word', word, value: value === undefined ? undefined : Number(value) };
    else if (hex) yield { type: 'byte', byte: Number.parseInt(hex, 16) };
    else if (symbol) yield { type: 'symbol', symbol };
    else if (brace) yield { type: brace === '{' ? 'open' : 'close' };
    else if (text) yield { type: 'text', text };
  }
}
