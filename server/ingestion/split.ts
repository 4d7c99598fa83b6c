import { AppError } from '../platform/errors.ts';
import type { ParsedDocument } from './document-loader.ts';
import { splitters } from './splitters/index.ts';
import type { ChunkSpan, SplitOptions } from './text-splitter.ts';
import { titlePrefixes } from './title-enhancement.ts';

/** The innermost headings are kept. */
const maxHeadingPrefixChars = 200;

/**
 * The chunks of a document, in order, each with what is put before it: its title, the path of its headings, what its splitter says.
 * @throws AppError invalid_request when no splitter has the id
 */
export function splitDocument(document: ParsedDocument, options: SplitOptions): ChunkSpan[] {
  const splitter = splitters.list().find(({ id }) => id === options.splitter);
  if (!splitter) {
    throw new AppError('invalid_request', `No text splitter named "${options.splitter}"`, {
      field: 'splitter',
      known: splitters.ids(),
      hint: `Choose one of ${splitters.ids().join(', ')}.`,
    });
  }
  const chunks = splitter.split(document, options);
  const titles = options.titleEnhancement ? titlePrefixes(document, chunks) : [];
  return chunks.map((chunk, index) => {
    const headings = options.headingPrefix ? headingPrefix(chunk.headingPath) : undefined;
    const prefix = [titles[index], headings, chunk.prefix].filter(Boolean).join('');
    return prefix === '' ? chunk : { ...chunk, prefix };
  });
}

function headingPrefix(path: readonly string[] = []): string | undefined {
  let prefix: string | undefined;
  for (const heading of path.toReversed()) {
    const longer = prefix === undefined ? heading.slice(0, maxHeadingPrefixChars) : `${heading} > ${prefix}`;
    if (longer.length > maxHeadingPrefixChars) break;
    prefix = longer;
  }
  return prefix === undefined ? undefined : `${prefix}\n`;
}
