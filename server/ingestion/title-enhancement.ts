import { isChineseTitle } from './chinese-title.ts';
import type { Block, ParsedDocument } from './document-loader.ts';
import type { ChunkSpan } from './text-splitter.ts';

/** A heading longer than this says too much to be repeated. */
const maxTitleChars = 60;
const han = /\p{Script=Han}/u;

type Title = { end: number; text?: string };

/**
 * For each chunk `下文与(标题)有关。` where a Chinese title stands before it, until the next title; nothing for a chunk that is a title.
 * A block that looks like a title is one, and so is a chunk. A heading is known to be one without looking; one not in Chinese ends the last title.
 */
export function titlePrefixes({ text, blocks }: ParsedDocument, chunks: readonly ChunkSpan[]): (string | undefined)[] {
  const titles = [...blocks.flatMap((block) => titleOf(text, block)), ...chunks.flatMap((chunk) => guessedTitle(text, chunk))].toSorted((a, b) => a.end - b.end);
  let next = 0;
  let title: Title | undefined;
  return chunks.map((chunk) => {
    while (next < titles.length && titles[next]!.end <= chunk.start) title = titles[next++];
    return title?.text === undefined || isChineseTitle(text.slice(chunk.start, chunk.end)) ? undefined : `下文与(${title.text})有关。`;
  });
}

function titleOf(text: string, block: Block): Title[] {
  if (block.kind === 'paragraph') return guessedTitle(text, block);
  if (block.kind !== 'heading') return [];
  const heading = text.slice(block.start, block.end).replace(/^#+\s*|\n[=-]+\s*$/g, '').replace(/\s+/g, ' ').trim();
  const isTitle = isChineseTitle(heading) || (han.test(heading) && heading.length <= maxTitleChars);
  return [{ end: block.end, text: isTitle ? heading : undefined }];
}

function guessedTitle(text: string, { start, end }: { start: number; end: number }): Title[] {
  const piece = text.slice(start, end);
  return isChineseTitle(piece) ? [{ end, text: piece }] : [];
}
