import type { CompoundFile } from '../compound-file/compound-file.ts';
import type { DocumentWriter } from '../document-writer.ts';
import { Numbering } from '../docx/numbering.ts';
import { DocReader } from './body.ts';
import { readFileInformation, type PlaceName } from './file-information.ts';
import { withoutHidden } from './hidden.ts';
import { readDocLists } from './lists.ts';
import { readDocNotes } from './notes.ts';
import { FormattedRuns } from './pages.ts';
import { ParagraphFormats } from './paragraph-formats.ts';
import { PieceMap, readPieces, textOf } from './pieces.ts';
import { readDocStyles } from './styles.ts';

const noteDetailBytes = 2;
const commentDetailBytes = 30;

/** Writes a Word 97 document (MS-DOC) as blocks: its body with notes and comments after their paragraphs, then its text boxes. Returns its first heading. */
export async function readDoc(file: CompoundFile, writer: DocumentWriter): Promise<string | undefined> {
  const main = await file.readNamed(file.root, 'WordDocument');
  const { tableStream, stories, placeOf } = readFileInformation(main);
  const table = await file.readNamed(file.root, tableStream);
  const place = (name: PlaceName): Buffer => table.subarray(placeOf(name).start, placeOf(name).end);
  const pieces = readPieces(place('pieces'));
  const text = withoutHidden(textOf(pieces, main), pieces, new FormattedRuns(main, place('characterPages'), 'character'));
  const footnotes = stories.body;
  const comments = footnotes + stories.footnotes + stories.headers;
  const endnotes = comments + stories.comments;
  const textBoxes = endnotes + stories.endnotes;
  const notes = [
    ...readDocNotes(place('footnoteReferences'), noteDetailBytes, place('footnotes'), text.slice(footnotes, footnotes + stories.footnotes)),
    ...readDocNotes(place('commentReferences'), commentDetailBytes, place('comments'), text.slice(comments, endnotes)),
    ...readDocNotes(place('endnoteReferences'), noteDetailBytes, place('endnotes'), text.slice(endnotes, textBoxes)),
  ];
  const formats = new ParagraphFormats(
    new PieceMap(pieces),
    new FormattedRuns(main, place('paragraphPages'), 'paragraph'),
    readDocStyles(place('styles')),
    await file.readNamed(file.root, 'Data'),
  );
  const numbering = new Numbering(readDocLists(table, placeOf('lists'), place('listUses')));
  const reader = new DocReader(writer, formats, numbering, notes.sort((a, b) => a.character - b.character));
  reader.read(text.slice(0, stories.body), 0);
  reader.read(text.slice(textBoxes, textBoxes + stories.textBoxes), textBoxes);
  return reader.firstHeading;
}
