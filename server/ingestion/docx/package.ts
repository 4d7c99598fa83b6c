import { open } from 'node:fs/promises';
import { decodeText } from '../../platform/text/decode.ts';
import { damagedContainer, readZipDirectory, readZipEntry } from '../zip-directory.ts';

/** The parts of a Word document that hold text or say how it is meant. */
export type DocxParts = {
  documentName: string;
  document: string;
  styles: string;
  numbering: string;
  footnotes: string;
  endnotes: string;
  comments: string;
  /** Of title, author and so on. */
  properties: string;
  headers: string[];
  footers: string[];
};

/** Programs number the main part when they write it anew. */
export const mainPartName = /^word\/document\d*\.xml$/;

/** Reads the parts of a container that was checked. A part that is not there is empty. @throws AppError unsupported without a main part */
export async function readDocxParts(path: string): Promise<DocxParts> {
  const file = await open(path, 'r');
  try {
    const entries = await readZipDirectory(file);
    const read = async (pattern: RegExp): Promise<string[]> => {
      const parts: string[] = [];
      for (const entry of entries) if (pattern.test(entry.name)) parts.push(decodeText(await readZipEntry(file, entry)).text);
      return parts;
    };
    const readFirst = async (pattern: RegExp): Promise<string> => (await read(pattern))[0] ?? '';
    const document = await readFirst(mainPartName);
    if (document === '') throw damagedContainer('the part with the text is missing');
    return {
      documentName: entries.find((entry) => mainPartName.test(entry.name))?.name ?? '',
      document,
      styles: await readFirst(/^word\/styles\d*\.xml$/),
      numbering: await readFirst(/^word\/numbering\d*\.xml$/),
      footnotes: await readFirst(/^word\/footnotes\d*\.xml$/),
      endnotes: await readFirst(/^word\/endnotes\d*\.xml$/),
      comments: await readFirst(/^word\/comments\d*\.xml$/),
      properties: await readFirst(/^docProps\/core\.xml$/),
      headers: await read(/^word\/header\d*\.xml$/),
      footers: await read(/^word\/footer\d*\.xml$/),
    };
  } finally {
    await file.close();
  }
}
