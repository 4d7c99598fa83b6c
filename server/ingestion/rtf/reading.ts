import { damagedContainer } from '../zip-directory.ts';
import type { DocumentWriter } from '../document-writer.ts';
import { RtfBlocks } from './blocks.ts';
import { decodeBytes, encodingOfCharset, encodingOfCodePage, endsInsideCharacter } from './encodings.ts';
import { rtfTokens, type RtfToken } from './tokens.ts';

/** What a group of braces is for; undefined for text of the document. */
type Destination = 'skipped' | 'fonts' | 'styles' | 'title' | 'note' | undefined;
type Group = { destination: Destination; font: number; fallbackChars: number; isHidden: boolean; style: number; outline: number | undefined; isInTable: boolean };

const maxDepth = 5_000;
const maxHeadingLevel = 6;
const skippedWords = new Set(
  ('colortbl pict nonshppict header headerl headerr headerf footer footerl footerr footerf info xe tc rxe objdata datafield filetbl revtbl listtable ' +
    'listoverridetable rsidtbl generator themedata colorschememapping latentstyles datastore fldinst bkmkstart bkmkend ftnsep ftnsepc aftnsep aftnsepc').split(' '),
);
const characters: Readonly<Record<string, string>> = {
  tab: '\t',
  line: '\n',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
  nestcell: ' ',
  nestrow: '\n',
};
const symbols: Readonly<Record<string, string>> = { '\\': '\\', '{': '{', '}': '}', '~': '\u00a0', _: '-', '\t': '\t' };

/** Writes a rich text file (RTF 1.9.1) as blocks; `source` holds one byte in each character. Returns its title, else its first heading. */
export function readRtf(source: string, writer: DocumentWriter): string | undefined {
  const reader = new RtfReader(writer);
  for (const token of rtfTokens(source)) reader.read(token);
  return reader.finish();
}

class RtfReader {
  readonly #blocks: RtfBlocks;
  readonly #groups: Group[] = [];
  #group: Group = { destination: undefined, font: -1, fallbackChars: 1, isHidden: false, style: 0, outline: undefined, isInTable: false };
  readonly #encodingByFont = new Map<number, string>();
  readonly #levelByStyle = new Map<number, number>();
  #defaultEncoding = encodingOfCodePage(0);
  #bytes: number[] = [];
  #fallbackLeft = 0;
  #isOptional = false;
  #styleName = '';
  #title = '';

  constructor(writer: DocumentWriter) {
    this.#blocks = new RtfBlocks(writer);
  }

  read(token: RtfToken): void {
    if (token.type === 'byte') this.#readByte(token.byte);
    else if (token.type === 'text') this.#readText(token.text);
    else {
      this.#flushBytes();
      if (token.type === 'open') this.#open();
      else if (token.type === 'close') this.#close();
      else if (token.type === 'word') this.#readWord(token.word, token.value);
      else this.#readSymbol(token.symbol);
    }
  }

  finish(): string | undefined {
    this.#flushBytes();
    this.#blocks.finish();
    return this.#title.replace(/\s+/g, ' ').trim() || this.#blocks.firstHeading;
  }

  #open(): void {
    if (this.#groups.length >= maxDepth) throw damagedContainer('its groups are nested too deeply');
    this.#groups.push(this.#group);
    this.#group = { ...this.#group };
    this.#fallbackLeft = 0;
  }

  #close(): void {
    const closed = this.#group;
    this.#group = this.#groups.pop() ?? closed;
    if (closed.destination === 'styles') this.#defineStyle(closed.style);
    if (closed.destination === 'note' && this.#group.destination !== 'note') this.#blocks.endNote();
    this.#isOptional = false;
    this.#fallbackLeft = 0;
  }

  #readSymbol(symbol: string): void {
    if (symbol === '*') this.#isOptional = true;
    else if (symbol === '\n' || symbol === '\r') this.#endParagraph();
    else this.#append(symbols[symbol] ?? '');
  }

  #readWord(word: string, value: number | undefined): void {
    const group = this.#group;
    const isOptional = this.#isOptional;
    this.#isOptional = false;
    if (word === 'fonttbl') group.destination = 'fonts';
    else if (word === 'stylesheet') group.destination = 'styles';
    else if (word === 'title' && group.destination === 'skipped') group.destination = 'title';
    else if ((word === 'footnote' || word === 'annotation') && group.destination === undefined) this.#beginNote();
    else if (skippedWords.has(word) || (isOptional && word !== 'shppict')) group.destination = 'skipped';
    else if (word === 'ansicpg') this.#defaultEncoding = encodingOfCodePage(value ?? 0);
    else if (word === 'f') group.font = value ?? 0;
    else if (word === 'fcharset' && group.destination === 'fonts') this.#defineFont(value ?? 0);
    else if (word === 'uc') group.fallbackChars = Math.max(0, value ?? 1);
    else if (word === 'u') this.#readUnicode(value ?? 0);
    else if (word === 'v' || word === 'deleted') group.isHidden = value !== 0;
    else if (word in characters) this.#append(characters[word] ?? '');
    else this.#readParagraphWord(word, value);
  }

  #readParagraphWord(word: string, value: number | undefined): void {
    const group = this.#group;
    if (word === 's') group.style = value ?? 0;
    else if (word === 'outlinelevel') group.outline = value;
    else if (word === 'intbl') group.isInTable = true;
    else if (word === 'pard') Object.assign(group, { style: group.destination === 'styles' ? group.style : 0, outline: undefined, isInTable: false });
    else if (group.destination !== undefined && group.destination !== 'note') return;
    else if (word === 'par' || word === 'sect' || word === 'page') this.#endParagraph();
    else if (word === 'cell') this.#blocks.endCell();
    else if (word === 'row') this.#blocks.endRow();
    else if (word === 'trowd') this.#blocks.beginRowDefinition();
    else if (word === 'clvmrg' || word === 'clmrg') this.#blocks.mergeNext(word === 'clvmrg' ? 'above' : 'left');
    else if (word === 'cellx') this.#blocks.defineCell();
  }

  #beginNote(): void {
    this.#group.destination = 'note';
    this.#blocks.beginNote();
  }

  #endParagraph(): void {
    const { style, outline, isInTable } = this.#group;
    const level = outline === undefined ? this.#levelByStyle.get(style) : outline >= 0 && outline < 9 ? outline + 1 : undefined;
    this.#blocks.endParagraph({ level: level && Math.min(level, maxHeadingLevel), isInTable });
  }

  #defineFont(charset: number): void {
    const encoding = encodingOfCharset(charset);
    if (encoding) this.#encodingByFont.set(this.#group.font, encoding);
  }

  #defineStyle(style: number): void {
    const level = /^(?:heading|标题|標題)\s*(\d)/i.exec(this.#styleName.trim())?.[1];
    if (level) this.#levelByStyle.set(style, Number(level));
    this.#styleName = '';
  }

  #readUnicode(value: number): void {
    this.#append(String.fromCharCode(value < 0 ? value + 0x10000 : value & 0xffff));
    this.#fallbackLeft = this.#group.fallbackChars;
  }

  #readByte(byte: number): void {
    if (this.#fallbackLeft > 0) this.#fallbackLeft--;
    else this.#bytes.push(byte);
  }

  #readText(text: string): void {
    const skipped = Math.min(this.#fallbackLeft, text.length);
    this.#fallbackLeft -= skipped;
    let shown = text.slice(skipped);
    if (shown !== '' && endsInsideCharacter(this.#bytes, this.#encoding)) {
      this.#bytes.push(shown.charCodeAt(0));
      shown = shown.slice(1);
    }
    if (shown === '') return;
    this.#flushBytes();
    this.#append(/[\x80-\xff]/.test(shown) ? decodeBytes([...Buffer.from(shown, 'latin1')], this.#encoding) : shown);
  }

  #flushBytes(): void {
    if (this.#bytes.length > 0) this.#append(decodeBytes(this.#bytes.splice(0), this.#encoding));
  }

  get #encoding(): string {
    return this.#encodingByFont.get(this.#group.font) ?? this.#defaultEncoding;
  }

  #append(text: string): void {
    const { destination, isHidden } = this.#group;
    if (destination === 'styles') this.#styleName += text;
    else if (destination === 'title') this.#title += text;
    else if ((destination === undefined || destination === 'note') && !isHidden) this.#blocks.append(text);
  }
}
