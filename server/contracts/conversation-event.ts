import { z } from 'zod';

/** What happens to a conversation, for every window that shows it. */
export const ConversationEvent = z.discriminatedUnion('type', [
  /** First of all, and after each new connection: whoever reads the conversation after this misses nothing. */
  z.object({ type: z.literal('in-step'), activeTurnId: z.string().optional() }),
  /** Its events are those of GET /api/turns/:id/events. */
  z.object({ type: z.literal('turn-started'), turnId: z.string() }),
  /** Its answer is stored. */
  z.object({ type: z.literal('turn-ended'), turnId: z.string() }),
  /** Its title, its choice for the next turns, or the branch that is shown. */
  z.object({ type: z.literal('changed') }),
  z.object({ type: z.literal('rated'), messageId: z.string() }),
  /** Its messages are gone; title and choice stay. */
  z.object({ type: z.literal('cleared') }),
  /** The last event there is. */
  z.object({ type: z.literal('deleted') }),
]);
export type ConversationEvent = z.infer<typeof ConversationEvent>;
