import path from 'node:path';
import type { Container } from '../container.ts';
import { walkXml } from '../xml.ts';
import { damagedContainer } from '../zip-directory.ts';

/** `chapters` are the names of the parts to read, in their order. */
export type EpubPackage = { title?: string; chapters: string[] };

const doctype = /<!DOCTYPE[^>[]*>/i;

/** Reads which parts a book has and in which order (EPUB 3.3, 5.7). @throws AppError unsupported without a package or a spine */
export async function readEpubPackage(container: Container): Promise<EpubPackage> {
  const packagePart = await findPackage(container);
  const parts = new Map<string, string>();
  const chapters: string[] = [];
  let title = '';
  let isTitle = false;
  walkXml((await container.readText(packagePart)).replace(doctype, ''), {
    open(name, attribute) {
      isTitle = name === 'title' && title === '';
      if (name === 'item' && /html|xml/i.test(attribute('media-type') ?? '')) {
        parts.set(attribute('id') ?? '', partName(packagePart, attribute('href') ?? ''));
      } else if (name === 'itemref' && attribute('linear') !== 'no') {
        const part = parts.get(attribute('idref') ?? '');
        if (part && container.has(part)) chapters.push(part);
      }
    },
    close: () => (isTitle = false),
    text: (text) => (title += isTitle ? text : ''),
  });
  if (chapters.length === 0) throw damagedContainer('the list of chapters is missing');
  return { title: title.replace(/\s+/g, ' ').trim() || undefined, chapters };
}

async function findPackage(container: Container): Promise<string> {
  let found: string | undefined;
  walkXml(await container.readText('META-INF/container.xml'), {
    open(name, attribute) {
      if (name === 'rootfile') found ??= attribute('full-path');
    },
    close() {},
    text() {},
  });
  if (!found || !container.has(found)) throw damagedContainer('the package of the book is missing');
  return found;
}

function partName(packagePart: string, href: string): string {
  const [file = ''] = href.split('#');
  return path.posix.join(path.posix.dirname(packagePart), decoded(file));
}

/** A lone percent sign in a name is one. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
