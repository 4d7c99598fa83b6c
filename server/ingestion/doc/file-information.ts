import { AppError } from '../../platform/errors.ts';
import { passwordProtected } from '../compound-file/password.ts';
import { damagedContainer } from '../zip-directory.ts';

const wordMark = 0xa5ec;
const firstVersion97 = 0xc1;
const encryptedFlag = 0x100;
const secondTableFlag = 0x200;
const placesAt = 0x9a;

/** Numbers of the places below in the list of the file information block (MS-DOC 2.5.6). */
const placeNumbers = {
  styles: 1,
  footnoteReferences: 2,
  footnotes: 3,
  commentReferences: 4,
  comments: 5,
  characterPages: 12,
  paragraphPages: 13,
  pieces: 33,
  endnoteReferences: 46,
  endnotes: 47,
  textBoxes: 56,
  lists: 73,
  listUses: 74,
} as const;

export type PlaceName = keyof typeof placeNumbers;
/** Characters of each story; they follow one another in this order. */
export type Stories = { body: number; footnotes: number; headers: number; comments: number; endnotes: number; textBoxes: number };
export type FileInformation = { tableStream: string; stories: Stories; placeOf(name: PlaceName): { start: number; end: number } };

/** @throws AppError unsupported, when a password is needed or the document is older than Word 97 */
export function readFileInformation(main: Buffer): FileInformation {
  if (main.length < placesAt || main.readUInt16LE(0) !== wordMark) throw damagedContainer('it does not begin as a document');
  const flags = main.readUInt16LE(0x0a);
  if (flags & encryptedFlag) throw passwordProtected('document');
  if (main.readUInt16LE(2) < firstVersion97) {
    throw new AppError('unsupported', 'The document was written by a Word older than Word 97', { hint: 'Save it as docx or PDF and upload that.' });
  }
  return {
    tableStream: flags & secondTableFlag ? '1Table' : '0Table',
    stories: {
      body: main.readUInt32LE(0x4c),
      footnotes: main.readUInt32LE(0x50),
      headers: main.readUInt32LE(0x54),
      comments: main.readUInt32LE(0x5c),
      endnotes: main.readUInt32LE(0x60),
      textBoxes: main.readUInt32LE(0x64),
    },
    placeOf(name) {
      const at = placesAt + 8 * placeNumbers[name];
      const start = main.readUInt32LE(at);
      return { start, end: start + main.readUInt32LE(at + 4) };
    },
  };
}
