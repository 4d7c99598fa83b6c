import type { ChosenSplitting } from '#contracts/chatchat-knowledge-base';
import { chunkOverlapLimits, chunkSizeLimits, type Splitting } from '#contracts/splitting';

/** The sizes of the old server, for knowledge bases that its clients create. */
export const chatchatSplitting = { splitter: 'chinese-recursive', chunkSize: 250, chunkOverlap: 50 } as const;

const within = (value: number, { min, max }: { min: number; max: number }) => Math.min(max, Math.max(min, value));

/** What was chosen, brought within the bounds there are here; what was not chosen is left out. */
export function splittingOf({ chunk_size, chunk_overlap, zh_title_enhance }: ChosenSplitting): Partial<Splitting> {
  const chunkSize = chunk_size === undefined ? undefined : within(chunk_size, chunkSizeLimits);
  const most = chunkSize === undefined ? chunkOverlapLimits.max : chunkSize - 1;
  const chunkOverlap = chunk_overlap === undefined ? undefined : Math.min(within(chunk_overlap, chunkOverlapLimits), most);
  return {
    ...(chunkSize !== undefined && { chunkSize, chunkOverlap: chunkOverlap ?? Math.min(chatchatSplitting.chunkOverlap, most) }),
    ...(chunkSize === undefined && chunkOverlap !== undefined && { chunkOverlap }),
    ...(zh_title_enhance !== undefined && { titleEnhancement: zh_title_enhance }),
  };
}

export const isChosen = (splitting: Partial<Splitting>) => Object.keys(splitting).length > 0;
