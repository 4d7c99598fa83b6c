import type { ChosenSplitting } from '#contracts/chatchat-knowledge-base';
import { chunkOverlapLimits, chunkSizeLimits, type Splitting } from '#contracts/splitting';

/** The sizes of the old server, for knowledge bases that its clients create. */
export const chatchatSplitting = { splitter: 'chinese-recursive', chunkSize: 250, chunkOverlap: 50 } as const;

const within = (value: number, { min, max }: { min: number; max: number }) => Math.min(max, Math.max(min, value));

function sizesOf({ chunk_size, chunk_overlap }: ChosenSplitting): Partial<Splitting> {
  if (chunk_size === undefined && chunk_overlap === undefined) return {};
  const chunkSize = within(chunk_size ?? chatchatSplitting.chunkSize, chunkSizeLimits);
  return { chunkSize, chunkOverlap: Math.min(within(chunk_overlap ?? chatchatSplitting.chunkOverlap, chunkOverlapLimits), chunkSize - 1) };
}

/** What was chosen, brought within the bounds there are here; a size that was not chosen beside the other is the old server's. */
export function splittingOf(chosen: ChosenSplitting): Partial<Splitting> {
  const { zh_title_enhance: titleEnhancement } = chosen;
  return { ...sizesOf(chosen), ...(titleEnhancement !== undefined && { titleEnhancement }) };
}

export const isChosen = (splitting: Partial<Splitting>) => Object.keys(splitting).length > 0;
