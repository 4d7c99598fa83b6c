import { z } from 'zod';
import { queryMaxChars } from '#contracts/search';

/** The chat that pages of others embed: what its script sends, and the events it is answered with. */

export const widgetExchangesLimit = 6;
const answerMaxChars = 20_000;

export const WidgetTurnRequest = z.strictObject({
  question: z.string().trim().min(1).max(queryMaxChars),
  /** What was said before, oldest first; nothing of it is kept here. */
  earlier: z
    .array(z.strictObject({ question: z.string().max(queryMaxChars), answer: z.string().max(answerMaxChars) }))
    .max(widgetExchangesLimit)
    .default([]),
});
export type WidgetTurnRequest = z.infer<typeof WidgetTurnRequest>;

/** A passage that the answer cites. */
export const WidgetSource = z.object({
  number: z.number().int(),
  document: z.string(),
  heading: z.string().optional(),
  page: z.number().int().optional(),
  quote: z.string(),
});
export type WidgetSource = z.infer<typeof WidgetSource>;

export const WidgetEvent = z.discriminatedUnion('type', [
  /** The model is busy; so many others come first. */
  z.object({ type: z.literal('waiting'), place: z.number().int() }),
  /** What follows is not from the documents. */
  z.object({ type: z.literal('own-knowledge') }),
  z.object({ type: z.literal('text'), delta: z.string() }),
  z.object({
    type: z.literal('end'),
    status: z.enum(['complete', 'refused', 'failed']),
    sources: z.array(WidgetSource),
    retryAfterSeconds: z.number().optional(),
  }),
]);
export type WidgetEvent = z.infer<typeof WidgetEvent>;
