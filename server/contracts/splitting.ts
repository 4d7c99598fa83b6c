import { z } from 'zod';

export const chunkSizeLimits = { min: 50, max: 4000, default: 800 } as const;
export const chunkOverlapLimits = { min: 0, max: 1000, default: 100 } as const;

export const splitterIds = ['recursive', 'chinese-recursive', 'sentence', 'markdown', 'token', 'table-aware', 'code-aware', 'semantic'] as const;

/** How a text is cut into chunks. */
export const Splitting = z.object({
  splitter: z.enum(splitterIds),
  /** Largest chunk, in characters; in tokens with the splitter `token`. */
  chunkSize: z.number().int().min(chunkSizeLimits.min).max(chunkSizeLimits.max),
  /** Of whole sentences repeated at the start of the next chunk, in the same unit. */
  chunkOverlap: z.number().int().min(chunkOverlapLimits.min).max(chunkOverlapLimits.max),
  /** A chunk is embedded with the Chinese heading it stands under. */
  titleEnhancement: z.boolean(),
  /** A chunk is embedded with the path of its headings. */
  headingPrefix: z.boolean(),
});
export type Splitting = z.infer<typeof Splitting>;
