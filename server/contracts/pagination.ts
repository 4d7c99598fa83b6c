import { z } from 'zod';

export const pageSizeLimit = 200;

/** Query-string form of a page of a list; pages count from 1. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(pageSizeLimit).default(50),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** Every list answers with the items of the page and the total over all pages. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: z.number().int().min(0) });
}
export type List<Item> = { items: Item[]; total: number };
