import { z } from 'zod';
import { ChatModeId, Feedback } from '#contracts/message';
import { PageQuery } from '#contracts/pagination';

const words = z.string().trim().max(200).optional();
const score = z.coerce.number().int().min(0).max(100).optional();

/** Which exchanges of all conversations to find. White space stands for any text in between. */
export const MessageQuery = PageQuery.extend({
  /** Looked for in question and answer. */
  query: words,
  question: words,
  answer: words,
  /** Looked for in what was written with a rating. */
  reason: words,
  /** Only rated answers with a score of at least, and at most, this. */
  minScore: score,
  maxScore: score,
  /** Only answers rated with a reason, or only others. */
  hasReason: z.stringbool().optional(),
});
export type MessageQuery = z.infer<typeof MessageQuery>;

export const excerptMaxChars = 400;

/** An answer with its question. Long texts are cut around what was looked for. */
export const FoundExchange = z.object({
  conversationId: z.string(),
  conversationTitle: z.string(),
  questionId: z.string(),
  question: z.string(),
  answerId: z.string(),
  answer: z.string(),
  mode: ChatModeId,
  feedback: Feedback.optional(),
  createdAt: z.iso.datetime(),
});
export type FoundExchange = z.infer<typeof FoundExchange>;
