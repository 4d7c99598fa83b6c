import { z } from 'zod';
import { ErrorCode } from '#contracts/error';
import { Hit, RetrievalTrace } from '#contracts/search';

export const ChatModeId = z.enum(['llm', 'search-engine', 'knowledge-base']);
export type ChatModeId = z.infer<typeof ChatModeId>;

/** A passage shown to the model, of a document or of the web, numbered as the answer cites it: `[1]` is the source with number 1. */
export const Source = Hit.extend({
  number: z.number().int().min(1),
  /** The document was deleted since, or is no longer shared: its text is not shown any more, `text` is empty. */
  isGone: z.boolean().optional(),
  /**
   * Where a passage from the web stands. It belongs to no document: `documentId` and `knowledgeBaseId` are empty, `documentName`
   * is the title of the page.
   */
  url: z.url({ protocol: /^https?$/ }).optional(),
});
export type Source = z.infer<typeof Source>;

export const Usage = z.object({
  promptTokens: z.number().int(),
  completionTokens: z.number().int(),
  /** From the question's arrival to the first character of the answer. */
  firstTokenMs: z.number().optional(),
  totalMs: z.number(),
  /** The limit of tokens per answer ended it. */
  isCutShort: z.boolean().optional(),
});
export type Usage = z.infer<typeof Usage>;

/** `streaming` until the turn ends; a server that died in the middle leaves `interrupted`. */
export const MessageStatus = z.enum(['streaming', 'complete', 'cancelled', 'failed', 'refused', 'interrupted']);
export type MessageStatus = z.infer<typeof MessageStatus>;

/** A sentence of the answer whose cited source does not bear it out. Offsets into the answer's text. */
export const UnsupportedClaim = z.object({ start: z.number().int(), end: z.number().int(), numbers: z.array(z.number().int()) });
export type UnsupportedClaim = z.infer<typeof UnsupportedClaim>;

export const TurnFailure = z.object({ code: ErrorCode, message: z.string(), hint: z.string().optional(), retryAfterSeconds: z.number().optional() });
export type TurnFailure = z.infer<typeof TurnFailure>;

export const Feedback = z.object({ score: z.number().int().min(0).max(100), reason: z.string() });
export type Feedback = z.infer<typeof Feedback>;

/** 100 is a thumb up, 0 a thumb down. */
export const FeedbackRequest = z.strictObject({
  score: z.number().int().min(0).max(100),
  reason: z.string().trim().max(1000).default(''),
});
export type FeedbackRequest = z.infer<typeof FeedbackRequest>;

export const UserMessage = z.object({
  id: z.string(),
  role: z.literal('user'),
  text: z.string(),
  createdAt: z.iso.datetime(),
});
export type UserMessage = z.infer<typeof UserMessage>;

export const AssistantMessage = z.object({
  id: z.string(),
  role: z.literal('assistant'),
  turnId: z.string(),
  /** The user message this answers; several answers to one question are its versions, oldest first. */
  questionId: z.string(),
  text: z.string(),
  status: MessageStatus,
  mode: ChatModeId,
  model: z.string(),
  /** The question as it was searched, when a follow-up was rewritten to stand alone. */
  rewrittenQuestion: z.string().optional(),
  sources: z.array(Source),
  trace: RetrievalTrace.optional(),
  unsupportedClaims: z.array(UnsupportedClaim),
  usage: Usage.optional(),
  failure: TurnFailure.optional(),
  feedback: Feedback.optional(),
  createdAt: z.iso.datetime(),
});
export type AssistantMessage = z.infer<typeof AssistantMessage>;

export const Message = z.discriminatedUnion('role', [UserMessage, AssistantMessage]);
export type Message = z.infer<typeof Message>;
