/** How a file of a type begins. */
export type Signature = { mediaType: string; matches(head: Buffer): boolean };

/** The compound file of Office 97, whose streams tell the program. */
const oleMagic = Buffer.from('d0cf11e0a1b11ae1', 'hex');

function startsWith(mediaType: string, magic: string | Buffer, offset = 0): Signature {
  const bytes = Buffer.isBuffer(magic) ? magic : Buffer.from(magic, 'latin1');
  return { mediaType, matches: (head) => head.subarray(offset, offset + bytes.length).equals(bytes) };
}

/** The first match counts. A PDF may have up to a kilobyte before its header (ISO 32000-1, annex H.3.4.1). */
export const signatures: readonly Signature[] = [
  { mediaType: 'application/pdf', matches: (head) => /(^|[\r\n])%PDF-\d/.test(head.toString('latin1', 0, 1024)) },
  startsWith('application/zip', 'PK\u0003\u0004'),
  startsWith('application/zip', 'PK\u0005\u0006'),
  startsWith('application/rtf', '{\\rtf'),
  startsWith('application/x-ole-storage', oleMagic),
  startsWith('image/png', Buffer.from('89504e470d0a1a0a', 'hex')),
  startsWith('image/jpeg', Buffer.from('ffd8ff', 'hex')),
  startsWith('image/gif', 'GIF8'),
  startsWith('image/webp', 'WEBP', 8),
  startsWith('image/tiff', Buffer.from('49492a00', 'hex')),
  startsWith('image/tiff', Buffer.from('4d4d002a', 'hex')),
  { mediaType: 'image/bmp', matches: (head) => head.subarray(0, 2).toString('latin1') === 'BM' && head.length > 14 && head.readUInt32LE(6) === 0 },
  startsWith('application/gzip', Buffer.from('1f8b08', 'hex')),
  startsWith('application/x-7z-compressed', Buffer.from('377abcaf271c', 'hex')),
  startsWith('application/vnd.rar', 'Rar!'),
  startsWith('application/x-executable', Buffer.from('7f454c46', 'hex')),
  { mediaType: 'application/x-executable', matches: (head) => head.subarray(0, 2).toString('latin1') === 'MZ' && head.includes('This program') },
  startsWith('audio/mpeg', 'ID3'),
  startsWith('audio/wav', 'WAVE', 8),
  startsWith('video/mp4', 'ftyp', 4),
];
