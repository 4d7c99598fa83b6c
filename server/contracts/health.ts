import { z } from 'zod';

export const Readiness = z.object({
  ready: z.boolean(),
  checks: z.record(z.string(), z.object({ ok: z.boolean(), message: z.string().optional() })),
});
export type Readiness = z.infer<typeof Readiness>;
