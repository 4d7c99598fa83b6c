import { walkXml } from '../xml.ts';

/** Texts of footnotes, endnotes or comments by id, a comment with its author's name. */
export function readNotes(xml: string): Map<string, string> {
  const notes = new Map<string, string>();
  let id: string | undefined;
  let text = '';
  let isText = false;
  walkXml(xml, {
    open(name, attribute) {
      if (/^(footnote|endnote|comment)$/.test(name)) {
        // The lines above footnotes are stored as notes of a type of their own.
        id = attribute('type') === undefined || attribute('type') === 'normal' ? attribute('id') : undefined;
        const author = name === 'comment' ? attribute('author') : undefined;
        text = author ? `${author}: ` : '';
      } else if (name === 'p' || name === 'tab' || name === 'br') {
        text += ' ';
      }
      isText = name === 't';
    },
    close(name) {
      isText = false;
      if (id !== undefined && /^(footnote|endnote|comment)$/.test(name)) notes.set(id, text.replace(/\s+/g, ' ').trim());
    },
    text(piece) {
      if (isText) text += piece;
    },
  });
  return notes;
}

/** All text of a part, paragraph by paragraph: for headers and footers, and for the title in the properties. */
export function readParagraphs(xml: string, textElement = 't'): string[] {
  const paragraphs: string[] = [''];
  let isText = false;
  walkXml(xml, {
    open(name) {
      if (name === 'p') paragraphs.push('');
      if (name === 'tab' || name === 'br') paragraphs.push(`${paragraphs.pop() ?? ''} `);
      isText = name === textElement;
    },
    close() {
      isText = false;
    },
    text(piece) {
      if (isText) paragraphs.push((paragraphs.pop() ?? '') + piece);
    },
  });
  return paragraphs.map((paragraph) => paragraph.replace(/\s+/g, ' ').trim()).filter((paragraph) => paragraph !== '');
}
