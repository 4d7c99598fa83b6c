import { z } from 'zod';
import { ErrorCode } from '#contracts/error';
import { Hit, RetrievalTrace } from '#contracts/search';
import { ToolCall } from '#contracts/tool-call';

export const ChatModeId = z.enum(['llm', 'agent', 'search-engine', 'file', 'knowledge-base']);
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
  /** Price of the tokens, where the provider's prices were entered. */
  cost: z.object({ amount: z.number(), currency: z.string() }).optional(),
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

/** A text in the other language of a bilingual conversation. `language` is a BCP 47 tag: zh, en. With `failure`, the text as it was. */
export const Translation = z.object({ language: z.string(), text: z.string(), failure: TurnFailure.optional() });
export type Translation = z.infer<typeof Translation>;

export const UserMessage = z.object({
  id: z.string(),
  role: z.literal('user'),
  text: z.string(),
  /** The answer it follows; left out for the first of a conversation. Questions that follow the same answer are branches. */
  parentId: z.string().optional(),
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
  /** The knowledge bases that were chosen for the question by what they are about. */
  routedTo: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  sources: z.array(Source),
  trace: RetrievalTrace.optional(),
  toolCalls: z.array(ToolCall).optional(),
  /** The documents hold no answer; this is what the model knows by itself. */
  isOwnKnowledge: z.boolean().optional(),
  /** What the model was asked and what it answered stand in `text`; these are the same in the reader's language, or the other way round. */
  translations: z.object({ question: Translation.optional(), answer: Translation.optional() }).optional(),
  /** How many others the model serves first; left out as soon as it begins. */
  place: z.number().int().optional(),
  unsupportedClaims: z.array(UnsupportedClaim),
  usage: Usage.optional(),
  failure: TurnFailure.optional(),
  feedback: Feedback.optional(),
  createdAt: z.iso.datetime(),
});
export type AssistantMessage = z.infer<typeof AssistantMessage>;

export const Message = z.discriminatedUnion('role', [UserMessage, AssistantMessage]);
export type Message = z.infer<typeof Message>;
