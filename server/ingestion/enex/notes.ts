import type { DocumentWriter } from '../document-writer.ts';
import { readHtml } from '../html/reading.ts';
import type { XmlHandler } from '../xml.ts';

export type Attachment = { name: string; base64: string };

const maxNameChars = 120;
/** Ends of names for attachments that have none. */
const extensions: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'application/pdf': '.pdf',
  'text/plain': '.txt',
};

/** Reads the notes of an Evernote export (evernote-export4.dtd): title, when and where it was made, text, and what is attached. */
export class EvernoteReader implements XmlHandler {
  readonly attachments: Attachment[] = [];
  readonly #writer: DocumentWriter;
  #texts = new Map<string, string[]>();
  #tags: string[] = [];
  #path: string[] = [];

  constructor(writer: DocumentWriter) {
    this.#writer = writer;
  }

  /** Of a note that is cut off, what there is. */
  finish(): void {
    if (this.#path.includes('note')) this.#addNote();
  }

  open(name: string): void {
    this.#path.push(name);
    if (name === 'note') {
      this.#texts = new Map();
      this.#tags = [];
    } else if (name === 'resource') {
      for (const part of ['data', 'mime', 'file-name']) this.#texts.delete(part);
    }
  }

  text(text: string): void {
    const name = this.#path.at(-1);
    if (name === undefined) return;
    const texts = this.#texts.get(name);
    if (texts) texts.push(text);
    else this.#texts.set(name, [text]);
  }

  close(name: string): void {
    this.#path.pop();
    if (name === 'tag') this.#tags.push(this.#take('tag'));
    else if (name === 'resource') this.#addAttachment();
    else if (name === 'note') this.#addNote();
  }

  #take(name: string): string {
    const text = this.#texts.get(name)?.join('').trim() ?? '';
    this.#texts.delete(name);
    return text;
  }

  #addNote(): void {
    this.#writer.add('heading', this.#take('title') || 'Untitled', { level: 1 });
    const details = [
      ['created', shownDate(this.#take('created'))],
      ['updated', shownDate(this.#take('updated'))],
      ['author', this.#take('author')],
      ['source', this.#take('source-url')],
      ['tags', this.#tags.join(', ')],
    ].filter(([, text]) => text !== '');
    this.#writer.add('paragraph', details.map(([name, text]) => `${name}: ${text}`).join('\n'));
    readHtml(this.#take('content'), this.#writer);
  }

  #addAttachment(): void {
    const mime = this.#take('mime');
    const base64 = this.#take('data');
    const named = this.#take('file-name').split(/[\\/]/).at(-1)!.replace(/[\u0000-\u001f]+/g, ' ').trim().slice(-maxNameChars);
    const number = this.attachments.length + 1;
    if (base64 !== '') this.attachments.push({ name: named || `attachment ${number}${extensions[mime] ?? ''}`, base64 });
  }
}

/** "20130730T205637Z" as "2013-07-30 20:56:37". */
function shownDate(date: string): string {
  return date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?$/, '$1-$2-$3 $4:$5:$6');
}
