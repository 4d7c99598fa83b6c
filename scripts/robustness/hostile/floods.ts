import { read, refused, settled, slow, type HostileFile } from './hostile-file.ts';
import { makeEpub } from './office-parts.ts';

const megabyte = 1024 * 1024;

async function* repeated(piece: string, bytes: number): AsyncGenerator<Uint8Array> {
  const block = Buffer.alloc(megabyte, piece);
  for (let sent = 0; sent < bytes; sent += block.length) yield block;
}

const cue = (index: number, from: string, to: string, text: string) => `${index}\n${from} --> ${to}\n${text}\n\n`;
const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index % 5_000}`).join(' ');

export const floods: readonly HostileFile[] = [
  refused('empty.txt', () => Buffer.alloc(0)),
  settled('times-huge.srt', () => Buffer.from(cue(1, '999999999999:00:00,000', '9999999999999:00:00,000', 'words spoken'))),
  settled('overrides.ass', () => Buffer.from(`[Script Info]\n[Events]\nFormat: Layer, Start, End, Text\nDialogue: 0,0:00:01.00,0:00:02.00,${'{\\t('.repeat(100_000)}text\n`)),
  settled('line-of-blanks.lrc', () => Buffer.from(`[00:01.00]${' '.repeat(65_000)}x`)),
  settled('comments.html', () => Buffer.from(`${'<!---->'.repeat(70)}x`)),
  slow(refused('line-of-1gb.txt', () => repeated('x', 1024 * megabyte))),
  slow(settled('line-of-30mb.txt', () => repeated('word ', 30 * megabyte))),
  slow(settled('line-without-a-gap-20mb.txt', () => repeated('x', 20 * megabyte))),
  settled('line-of-2mb.txt', () => Buffer.from(words(200_000))),
  settled('line-without-a-gap-1mb.txt', () => Buffer.alloc(megabyte, 'x')),
  settled('line-of-1mb.md', () => Buffer.from(words(100_000))),
  settled('empty-lines.txt', () => Buffer.concat([Buffer.alloc(5 * megabyte, '\n'), Buffer.from('end')])),
  settled('blanks.txt', () => Buffer.concat([Buffer.alloc(5 * megabyte, ' '), Buffer.from('end')])),
  settled('combining.txt', () => Buffer.from(`a${'\u0301'.repeat(500_000)}`)),
  settled('full-stops.txt', () => Buffer.alloc(2 * megabyte, '. ')),
  settled('surrogates.txt', () => Buffer.from('\ufeff' + '\ud83d\ude00'.repeat(200_000), 'utf16le')),
  settled('lone-surrogates.txt', () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.alloc(200_000, Buffer.from([0x3d, 0xd8]))])),
  settled('zero-width.txt', () => Buffer.from(`words ${'\u200b\u2060\u{e0041}'.repeat(100_000)} more words`)),
  settled('directions.txt', () => Buffer.from(`words ${'\u202e\u2066'.repeat(100_000)} more words`)),
  refused('all-zero.txt', () => Buffer.alloc(megabyte)),
  refused('noise.bin', () => Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 2_654_435_761) >>> 24))),
  settled('spine-often.epub', () => makeEpub([`<html><body><p>${words(500)}</p></body></html>`], Array.from({ length: 5_000 }, () => 0))),
  slow(settled('spine-million.epub', () => makeEpub([`<html><body><p>${words(500)}</p></body></html>`], Array.from({ length: 300_000 }, () => 0)))),
  settled('chapters-5000.epub', () => makeEpub(Array.from({ length: 5_000 }, (_, index) => `<html><body><h1>Chapter ${index}</h1><p>Text ${index}</p></body></html>`))),
  settled('overlapping.srt', () => Buffer.from(Array.from({ length: 20_000 }, (_, index) => cue(index + 1, '00:00:01,000', '99:59:59,999', `line ${index % 3}`)).join(''))),
  settled('backwards.srt', () => Buffer.from(Array.from({ length: 5_000 }, (_, index) => cue(5_000 - index, '00:10:00,000', '00:00:00,001', `line ${index}`)).join(''))),
  settled('overlapping.vtt', () => Buffer.from(`WEBVTT\n\n${Array.from({ length: 20_000 }, (_, index) => `00:00:01.000 --> 09:59:59.999\n<v A><c.b><i>line ${index}\n\n`).join('')}`)),
  settled('tags.lrc', () => Buffer.from(`${'[00:01.00]'.repeat(100_000)}line\n[00:02.00]other line\n`)),
  read('name-long.txt', () => Buffer.from('A document with a very long name holds ordinary words.')),
];
