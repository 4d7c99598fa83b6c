import type { Block, LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { tooMuch } from '../document-writer.ts';
import { HeadingTrail } from '../heading-trail.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import { readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

/** Markdown: the text is the source itself, so that every span points into the file. */
export async function loadMarkdown(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits);
  const trail = new HeadingTrail();
  const blocks: Block[] = [];
  let title: string | undefined;
  for (const block of markdownBlocks(text)) {
    if (blocks.length >= limits.maxBlocks) throw tooMuch(`more than ${limits.maxBlocks} paragraphs and rows`);
    const { headingText, ...rest } = block;
    if (headingText === undefined) {
      blocks.push({ ...rest, headingPath: trail.path });
    } else {
      title ??= headingText;
      blocks.push({ ...rest, headingPath: trail.enter(block.level ?? 1, headingText) });
    }
  }
  return { title: title || titleFromName(file.name), text, blocks, notes: [] };
}
