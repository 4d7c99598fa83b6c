import { z } from 'zod';
import { DocumentFilter } from '#contracts/document-filter';
import { FurtherParameters, generationParameters } from '#contracts/generation';
import { PageQuery } from '#contracts/pagination';
import { ChatModeId, Message } from '#contracts/message';
import { queryMaxChars, RetrievalOverrides } from '#contracts/search';

export const titleMaxChars = 120;
export const historyTurnsLimits = { min: 0, max: 20, default: 3 } as const;
export const knowledgeBasesPerTurnLimit = 20;
export const toolsPerTurnLimit = 60;
export const historyTokensMax = 2_000_000;
export const personaMaxChars = 4_000;

export const TranslationLanguage = z.enum(['en', 'zh']);
export type TranslationLanguage = z.infer<typeof TranslationLanguage>;

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
  temperature: generationParameters.temperature.optional(),
  maxTokens: generationParameters.maxTokens.optional(),
  /** Whatever else the model takes. */
  parameters: FurtherParameters.optional(),
  historyTurns: z.number().int().min(historyTurnsLimits.min).max(historyTurnsLimits.max).optional(),
  /** Most tokens of question and history together; the oldest exchanges are left out while there are more. 0: as many as the model reads. */
  historyTokens: z.number().int().min(0).max(historyTokensMax).optional(),
  /** Whether a follow-up is rewritten to stand alone before it is searched. */
  rewriteFollowUps: z.boolean().optional(),
  /** Who the model is to be, and how it is to speak. Added to the instructions of the mode; `""` for nobody in particular. */
  persona: z.string().trim().max(personaMaxChars).optional(),
  /** Name of the prompt template of the mode; `""` for the one the settings name. */
  prompt: z.string().max(60).optional(),
  /** Chooses among the knowledge bases, or among all where none is named, those that the question is about. */
  routeKnowledgeBases: z.boolean().optional(),
  /** Files of this conversation, as POST /api/temporary-files names them, for mode `file`. */
  temporaryFilesId: z.string().min(1).max(64).optional(),
  /** Ids of the tools an agent may call; left out for all that are switched on. */
  tools: z.array(z.string().min(1).max(200)).max(toolsPerTurnLimit).optional(),
  /** The question is put to the model in this language, and its answer shown in the question's; `""` switches translation off. */
  translateTo: z.union([z.literal(''), TranslationLanguage]).optional(),
});
export type TurnOptions = z.infer<typeof TurnOptions>;

export const TurnRequest = TurnOptions.extend({
  text: z.string().trim().min(1).max(queryMaxChars),
  stream: z.boolean().default(true),
  /** Answers this earlier question again instead of asking a new one; `text` must equal it. */
  regenerateQuestionId: z.string().max(64).optional(),
  /** The answer this question follows, where it is not the last one: the conversation branches there. `""` begins anew. */
  parentId: z.string().max(64).optional(),
  /** Chosen by who asks, so that a question that is sent again after a broken connection is asked once: its turn is followed instead. */
  questionId: z.uuid().optional(),
  /** Whether the answer is finished, the default, or stopped when nobody reads it any more. */
  whenAbandoned: z.enum(['finish', 'stop']).optional(),
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
  /** A message of the branch to show from now on; a new question follows the newest answer of it. */
  shownMessageId: z.string().max(64).optional(),
});
export type UpdateConversation = z.infer<typeof UpdateConversation>;

export const ConversationQuery = PageQuery.extend({ query: z.string().max(200).optional() });
export type ConversationQuery = z.infer<typeof ConversationQuery>;

export const Conversation = z.object({
  id: z.string(),
  title: z.string(),
  options: TurnOptions,
  messageCount: z.number().int(),
  /** A message of the branch that was shown last; left out for the newest. */
  shownMessageId: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Conversation = z.infer<typeof Conversation>;

export const ConversationDetail = Conversation.extend({
  /** Of all branches, oldest first; `branchThrough` picks those of one. */
  messages: z.array(Message),
  /** The turn still being answered, to re-attach to at GET /api/turns/:id/events. */
  activeTurnId: z.string().optional(),
});
export type ConversationDetail = z.infer<typeof ConversationDetail>;
