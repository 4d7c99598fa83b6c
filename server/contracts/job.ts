import { z } from 'zod';

export const JobState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);
export type JobState = z.infer<typeof JobState>;

export const Job = z.object({
  id: z.string(),
  kind: z.string(),
  state: JobState,
  attempts: z.number().int(),
  createdAt: z.iso.datetime(),
});
export type Job = z.infer<typeof Job>;

/** `reindex` keeps vectors; `reembed` keeps chunks; `resplit` keeps parsed text; `reparse` starts from the originals. */
export const RebuildDepth = z.enum(['reindex', 'reembed', 'resplit', 'reparse']);
export type RebuildDepth = z.infer<typeof RebuildDepth>;

/** Without `depth`, the shallowest that applies all changed settings is taken. */
export const RebuildRequest = z.strictObject({ depth: RebuildDepth.optional() });
export type RebuildRequest = z.infer<typeof RebuildRequest>;
