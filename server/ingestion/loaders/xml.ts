import { AppError } from '../../platform/errors.ts';
import { declaredEncoding } from '../../platform/text/decode.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { addFeed, feedOf } from '../xml/feed.ts';
import { addXml } from '../xml/reading.ts';
import { parseXml } from '../xml/tree.ts';
import { paragraphsOf, readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

/** XML: feeds entry by entry, other vocabularies by the shape of their elements. What is cut off is read as far as it goes. */
export async function loadXml(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits, declaredEncoding);
  const { roots, problem } = parseXml(text);
  const writer = new DocumentWriter(limits);
  let title: string | undefined;
  for (const root of roots) {
    const channel = feedOf(root);
    if (channel) title = addFeed(writer, root, channel);
    else addXml(writer, root);
  }
  if (!writer.isEmpty) {
    const parsed = writer.finish({ title: '', notes: problem ? ['The XML is damaged; it was read as far as it goes'] : [] });
    const first = parsed.blocks[0]?.kind === 'heading' ? parsed.text.slice(parsed.blocks[0].start, parsed.blocks[0].end) : undefined;
    return { ...parsed, title: title ?? first ?? titleFromName(file.name) };
  }
  if (problem) return { title: titleFromName(file.name), text, blocks: paragraphsOf(text), notes: ['The XML is damaged; it was read as plain text'] };
  throw new AppError('unsupported', 'The XML holds no text', { hint: 'Check that it was saved and copied completely.' });
}
