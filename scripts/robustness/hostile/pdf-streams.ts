import { deflateSync } from 'node:zlib';
import { settled, slow, type HostileFile } from './hostile-file.ts';
import { pdfWith, stream } from './pdf-structures.ts';

const megabyte = 1024 * 1024;

function compressed(content: Uint8Array, times = 1): string {
  let packed: Uint8Array = content;
  for (let time = 0; time < times; time++) packed = deflateSync(packed, { level: 9 });
  return Buffer.from(packed).toString('latin1');
}

function flateStream(content: Uint8Array, times = 1): string {
  return stream(compressed(content, times), `/Filter [${'/FlateDecode '.repeat(times)}]`);
}

const showText = (text: string) => `BT /F1 10 Tf 50 700 Td ${text} ET`;

/** A character map of many ranges, each of many characters. */
function toUnicodeFlood(ranges: number): Buffer {
  const lines = Array.from({ length: ranges }, () => '<0000> <ffff> <0041>');
  const map = `/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange ${ranges} beginbfrange\n${lines.join('\n')}\nendbfrange endcmap end`;
  const font =
    '<< /Font << /F1 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 7 0 R ' +
    '/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >> >> >>';
  return pdfWith({ 3: font, 6: stream(showText('<00410042> Tj')) }, [flateStream(Buffer.from(map))]);
}

const randomOrder = (length: number) => Array.from({ length }, (_, index) => `1 0 0 1 ${(index * 7919) % 600} ${(index * 104_729) % 780} Tm (w${index}) Tj`).join('\n');

export const pdfStreams: readonly HostileFile[] = [
  slow(settled('flate-bomb.pdf', () => pdfWith({ 6: flateStream(Buffer.alloc(768 * megabyte, ' ')) }))),
  settled('flate-bomb-small.pdf', () => pdfWith({ 6: flateStream(Buffer.alloc(32 * megabyte, ' ')) })),
  slow(settled('flate-chain.pdf', () => pdfWith({ 6: flateStream(Buffer.alloc(512 * megabyte, ' '), 4) }))),
  settled('filter-chain.pdf', () => pdfWith({ 6: stream('61>', `/Filter [${'/ASCIIHexDecode '.repeat(20_000)}]`) })),
  settled('run-length.pdf', () => pdfWith({ 6: stream(`${'\x81 '.repeat(200_000)}\x80`, '/Filter /RunLengthDecode') })),
  slow(settled('tounicode-flood.pdf', () => toUnicodeFlood(5_000))),
  settled('tounicode-flood-small.pdf', () => toUnicodeFlood(50)),
  slow(settled('million-texts.pdf', () => pdfWith({ 6: flateStream(Buffer.from(showText(randomOrder(1_000_000)))) }))),
  settled('texts-in-disorder.pdf', () => pdfWith({ 6: flateStream(Buffer.from(showText(randomOrder(3_000)))) })),
  slow(settled('one-text-of-20mb.pdf', () => pdfWith({ 6: flateStream(Buffer.from(showText(`(${'word '.repeat(4_000_000)}) Tj`))) }))),
  settled('all-on-one-spot.pdf', () => pdfWith({ 6: flateStream(Buffer.from(showText('(same) Tj 0 0 Td '.repeat(5_000)))) })),
  settled('image-of-4-gigapixels.pdf', () => pdfWith({
    3: '<< /XObject << /X 7 0 R >> >>',
    6: stream('612 0 0 792 0 0 cm /X Do'),
  }, [stream('', '/Type /XObject /Subtype /Image /Width 65535 /Height 65535 /BitsPerComponent 8 /ColorSpace /DeviceRGB')])),
];
