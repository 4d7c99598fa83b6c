import { expect, test } from 'vitest';
import { declaredEncoding, decodeText } from './decode.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/ /g, ''), 'hex'));

/** 今天的会议改到明天上午。 in each of the encodings of Chinese. */
const chinese = '今天的会议改到明天上午。';
const gbk = hex('bdf1 ccec b5c4 bbe1 d2e9 b8c4 b5bd c3f7 ccec c9cf cee7 a1a3');

test('UTF-8 is read with and without a byte order mark, which is not part of the text', () => {
  const bytes = Buffer.from(chinese);
  expect(decodeText(bytes)).toEqual({ text: chinese, encoding: 'utf-8' });
  expect(decodeText(Buffer.concat([hex('efbbbf'), bytes]))).toEqual({ text: chinese, encoding: 'utf-8' });
});

test('UTF-16 is read with a mark in either byte order, and without one', () => {
  const text = 'Room 12, 12号会议室\r\n';
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  expect(decodeText(Buffer.concat([hex('fffe'), little]))).toEqual({ text, encoding: 'utf-16le' });
  expect(decodeText(Buffer.concat([hex('feff'), big]))).toEqual({ text, encoding: 'utf-16be' });
  expect(decodeText(little)).toEqual({ text, encoding: 'utf-16le' });
  expect(decodeText(big)).toEqual({ text, encoding: 'utf-16be' });
});

test('UTF-32 is read by its mark, characters outside the basic plane included', () => {
  expect(decodeText(hex('fffe0000 41000000 00f60100'))).toEqual({ text: 'A\u{1f600}', encoding: 'utf-32le' });
  expect(decodeText(hex('0000feff 00000041 0001f600'))).toEqual({ text: 'A\u{1f600}', encoding: 'utf-32be' });
});

test('Chinese in GBK and Big5 is told apart by the characters it gives', () => {
  expect(decodeText(gbk)).toEqual({ text: chinese, encoding: 'gb18030' });
  const big5 = hex('a4b5 a4d1 aaba b77c c4b3 a7ef a8ec a9fa a4d1 a457 a4c8 a143');
  expect(decodeText(big5)).toEqual({ text: '今天的會議改到明天上午。', encoding: 'big5' });
});

test('Japanese in Shift-JIS and EUC-JP and Korean in EUC-KR are recognised', () => {
  expect(decodeText(hex('82b1 82ea 82cd 93fa 967b 8cea 82cc 95b6 8fcd 82c5 82b7 8142')).text).toBe('これは日本語の文章です。');
  expect(decodeText(hex('a4b3 a4ec a4cf c6fc cbdc b8ec a4ce caB8 beCf a4c7 a4b9 a1a3')).text).toBe('これは日本語の文章です。');
  expect(decodeText(hex('c0cc b0cd c0ba 20 c7d1 b1b9 be ee 20 b9ae c0e5 c0cc b4d9'.replace('be ee', 'beee')))).toEqual({
    text: '이것은 한국어 문장이다',
    encoding: 'euc-kr',
  });
});

test('a single accented letter or typographic quote in a Western text is windows-1252', () => {
  expect(decodeText(hex('23 23 20 6b f6 6e 6e 65 6e'))).toEqual({ text: '## können', encoding: 'windows-1252' });
  expect(decodeText(Buffer.from('The company\x92s caf\xe9 \x96 closed', 'latin1')).text).toBe('The company’s café – closed');
});

test('Cyrillic, Hebrew and Greek in their one-byte encodings are recognised', () => {
  expect(decodeText(hex('cf f0 e8 e2 e5 f2 2c 20 ea e0 ea 20 e4 e5 eb e0')).text).toBe('Привет, как дела');
  expect(decodeText(hex('f9 ec e5 ed 20 f2 e5 ec ed')).text).toBe('שלום עולם');
  expect(decodeText(hex('ea e1 eb e7 ec dd f1 e1 20 ea fc f3 ec e5')).text).toBe('καλημέρα κόσμε');
});

test('an encoding the file declares is believed when the bytes allow it', () => {
  const page = Buffer.concat([Buffer.from('<meta charset="gbk"><p>'), gbk]);
  expect(declaredEncoding(page)).toBe('gbk');
  expect(decodeText(page, 'gbk').text).toContain(chinese);
  expect(decodeText(Buffer.from('caf\xe9', 'latin1'), 'no-such-encoding').text).toBe('café');
  expect(declaredEncoding(Buffer.from('<?xml version="1.0" encoding="Shift_JIS"?>'))).toBe('Shift_JIS');
});

test('Chinese in UTF-16 without a mark is known by its line ends and digits, also with characters that hold a zero byte', () => {
  const text = '姓名,部门\n王小明,销售部一,12000\n';
  expect(decodeText(Buffer.from(text, 'utf16le'))).toEqual({ text, encoding: 'utf-16le' });
  expect(decodeText(Buffer.from(text, 'utf16le').swap16())).toEqual({ text, encoding: 'utf-16be' });
});

test('Japanese switched on by escapes is recognised', () => {
  expect(decodeText(hex('1b 24 42 46 7c 4b 5c 1b 28 42 2e'))).toEqual({ text: '日本.', encoding: 'iso-2022-jp' });
});

test('line ends and blanks stay as they are', () => {
  expect(decodeText(Buffer.from(' a\r\n\tb\r ')).text).toBe(' a\r\n\tb\r ');
});

test('a long English beginning does not hide the encoding of what follows', () => {
  const bytes = Buffer.concat([Buffer.from('plain words '.repeat(20_000)), gbk]);
  expect(decodeText(bytes).text.endsWith(chinese)).toBe(true);
});
