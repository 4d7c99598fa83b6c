import { z } from 'zod';
import { DocumentFilter } from '#contracts/document-filter';
import { PageQuery } from '#contracts/pagination';
import { ChatModeId, Message } from '#contracts/message';
import { queryMaxChars, RetrievalOverrides } from '#contracts/search';

export const titleMaxChars = 120;
export const historyTurnsLimits = { min: 0, max: 20, default: 3 } as const;
export const temperatureLimits = { min: 0, max: 2 } as const;
export const maxTokensLimits = { min: 1, max: 131_072 } as const;
export const knowledgeBasesPerTurnLimit = 20;

/** What a turn runs with. Left out: the conversation's last choice, then the knowledge base's, then the default. */
export const TurnOptions = z.strictObject({
  mode: ChatModeId.optional(),
  knowledgeBaseIds: z.array(z.string().min(1).max(64)).max(knowledgeBasesPerTurnLimit).optional(),
  ...RetrievalOverrides.shape,
  /** Only these documents are searched; `{}` searches all again. */
  filter: DocumentFilter.optional(),
  /** Id of the search engine to ask first in mode `search-engine`. */
  searchEngine: z.string().min(1).max(40).optional(),
  model: z.string().min(1).max(200).optional(),
  temperature: z.number().min(temperatureLimits.min).max(temperatureLimits.max).optional(),
  maxTokens: z.number().int().min(maxTokensLimits.min).max(maxTokensLimits.max).optional(),
  historyTurns: z.number().int().min(historyTurnsLimits.min).max(historyTurnsLimits.max).optional(),
});
export type TurnOptions = z.infer<typeof TurnOptions>;

export const TurnRequest = TurnOptions.extend({
  text: z.string().trim().min(1).max(queryMaxChars),
  stream: z.boolean().default(true),
  /** Answers this earlier question again instead of asking a new one; `text` must equal it. */
  regenerateQuestionId: z.string().max(64).optional(),
});
export type TurnRequest = z.infer<typeof TurnRequest>;

export const CreateConversation = z.strictObject({
  title: z.string().trim().max(titleMaxChars).default(''),
  options: TurnOptions.optional(),
});
export type CreateConversation = z.infer<typeof CreateConversation>;

export const UpdateConversation = z.strictObject({
  title: z.string().trim().min(1).max(titleMaxChars).optional(),
  options: TurnOptions.optional(),
});
export type UpdateConversation = z.infer<typeof UpdateConversation>;

export const ConversationQuery = PageQuery.extend({ query: z.string().max(200).optional() });
export type ConversationQuery = z.infer<typeof ConversationQuery>;

export const Conversation = z.object({
  id: z.string(),
  title: z.string(),
  options: TurnOptions,
  messageCount: z.number().int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Conversation = z.infer<typeof Conversation>;

export const ConversationDetail = Conversation.extend({
  messages: z.array(Message),
  /** The turn still being answered, to re-attach to at GET /api/turns/:id/events. */
  activeTurnId: z.string().optional(),
});
export type ConversationDetail = z.infer<typeof ConversationDetail>;
