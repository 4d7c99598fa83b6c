import { shownText } from './shown-text.ts';

/** A footnote, endnote or comment, and the number of the character that refers to it. */
export type DocNote = { character: number; text: string };

/**
 * @param references numbers of the characters that refer to notes, then `detailBytes` about each
 * @param places numbers of the characters in `story` where the notes begin
 */
export function readDocNotes(references: Buffer, detailBytes: number, places: Buffer, story: string): DocNote[] {
  const count = Math.min(Math.floor((references.length - 4) / (4 + detailBytes)), Math.floor(places.length / 4) - 1);
  const notes: DocNote[] = [];
  let end = 0;
  for (let index = 0; index < count; index++) {
    const raw = story.slice(Math.max(end, places.readUInt32LE(index * 4)), places.readUInt32LE(index * 4 + 4));
    end = Math.max(end, places.readUInt32LE(index * 4 + 4));
    notes.push({ character: references.readUInt32LE(index * 4), text: shownText(raw.replace(/[\r\u0007]+/g, '\n')).trim() });
  }
  return notes;
}
