import { z } from 'zod';
import { maxTokensLimits, temperatureLimits } from '#contracts/generation';
import { queryMaxChars } from '#contracts/search';

/** The protocol of Langchain-Chatchat 0.2.7 and 0.2.10. Requests may carry fields that are not known here; they are passed over. */

export const queryLimit = { llm: 100_000, search: queryMaxChars } as const;
export const historyItemsLimit = 1_000;
/** Distances run from 0, the same, to 2. */
export const distanceLimits = { min: 0, max: 2, default: 1 } as const;

/** `code` is 200, 403, 404 or 500, whatever the HTTP status, which is 200. */
export const Envelope = z.object({ code: z.number().int(), msg: z.string(), data: z.unknown() });
export type Envelope = z.infer<typeof Envelope>;

/** Where a request does not fit its schema, HTTP 422 with one entry for each problem; else an envelope. */
export const ChatchatFailure = z.union([
  Envelope,
  z.object({ detail: z.array(z.object({ loc: z.array(z.string()), msg: z.string(), type: z.string() })) }),
]);
export type ChatchatFailure = z.infer<typeof ChatchatFailure>;

const Content = z.string().max(queryLimit.llm);
const HistoryMessage = z.union([
  z.object({ role: z.string().max(20), content: Content }),
  z.tuple([z.string().max(20), Content]).transform(([role, content]) => ({ role, content })),
]);
export type HistoryMessage = z.infer<typeof HistoryMessage>;

const history = z.array(HistoryMessage).max(historyItemsLimit);
const query = z.string().trim().min(1);

const generation = {
  stream: z.boolean().default(false),
  /** Id or plain name of a chat model; the default one when left out. */
  model_name: z.string().max(200).nullish(),
  temperature: z.number().min(temperatureLimits.min).max(temperatureLimits.max).default(0.7),
  /** `null`, 0 and less: as much as the model may write. */
  max_tokens: z.number().int().max(maxTokensLimits.max).nullish(),
  prompt_name: z.string().max(60).default('default'),
};
const retrieval = {
  top_k: z.number().int().min(1).max(1_000).default(3),
  /** Greatest distance of a passage; 1 is half of the way. */
  score_threshold: z.number().min(distanceLimits.min).max(distanceLimits.max).default(distanceLimits.default),
};
const sourced = { query: query.max(queryLimit.search), history: history.default([]), ...generation };

export const ChatRequest = z.object({
  query: query.max(queryLimit.llm),
  /** A number: so many exchanges of the conversation named by `conversation_id`. */
  history: z.union([history, z.number().int()]).default([]),
  conversation_id: z.string().max(64).default(''),
  history_len: z.number().int().default(-1),
  ...generation,
});
export type ChatRequest = z.infer<typeof ChatRequest>;

export const KnowledgeBaseChatRequest = z.object({ ...sourced, ...retrieval, knowledge_base_name: z.string() });
export type KnowledgeBaseChatRequest = z.infer<typeof KnowledgeBaseChatRequest>;

export const SearchEngineChatRequest = z.object({
  ...sourced,
  top_k: retrieval.top_k,
  search_engine_name: z.string(),
  /** Long pages are always split and ranked. */
  split_result: z.boolean().default(false),
});
export type SearchEngineChatRequest = z.infer<typeof SearchEngineChatRequest>;

/** `knowledge_id` as upload_temp_docs gave it. */
export const FileChatRequest = z.object({ ...sourced, ...retrieval, knowledge_id: z.string() });
export type FileChatRequest = z.infer<typeof FileChatRequest>;

export const AgentChatRequest = z.object({ ...sourced, query: query.max(queryLimit.llm) });
export type AgentChatRequest = z.infer<typeof AgentChatRequest>;

const MessageId = z.string().min(1).max(32);
const RatedMessage = z.object({
  /** As 0.2.7 calls it, and as 0.2.10 does. */
  chat_history_id: MessageId.optional(),
  message_id: MessageId.optional(),
  score: z.number().int().min(0).max(100).default(0),
  reason: z.string().max(255).default(''),
});
export const FeedbackMessage = RatedMessage.refine(({ chat_history_id, message_id }) => chat_history_id ?? message_id, { message: 'field required', path: ['message_id'] });
export type FeedbackMessage = z.infer<typeof FeedbackMessage>;

export const CompletionRequest = z.object({
  query: query.max(queryLimit.llm),
  ...generation,
  echo: z.boolean().default(false),
  max_tokens: generation.max_tokens.default(1_024),
});
export type CompletionRequest = z.infer<typeof CompletionRequest>;

export const EmbedTextsRequest = z.object({
  texts: z.array(z.string().min(1).max(queryLimit.llm)).min(1).max(2_048),
  /** Id or plain name of an embedding model; the default one when left out. */
  embed_model: z.string().max(200).nullish(),
  to_query: z.boolean().default(false),
});
export type EmbedTextsRequest = z.infer<typeof EmbedTextsRequest>;

export const ModelNameRequest = z.object({ model_name: z.string().min(1).max(200) });
export const ChangeModelRequest = ModelNameRequest.extend({ new_model_name: z.string().min(1).max(200) });
export const ListConfigModelsRequest = z.object({ types: z.array(z.string()).default(['local', 'online']) });

export const chatchatPromptTypes = ['llm_chat', 'knowledge_base_chat', 'search_engine_chat', 'agent_chat', 'completion'] as const;
export const PromptTemplateRequest = z.object({ type: z.enum(chatchatPromptTypes).default('llm_chat'), name: z.string().max(60).default('default') });

/** The body of a raw answer of `/chat/fastchat`; it goes to the OpenAI protocol. */
export const FastChatRequest = z.object({
  model: z.string().max(200).optional(),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1).max(historyItemsLimit),
  temperature: generation.temperature,
  max_tokens: generation.max_tokens,
});
export type FastChatRequest = z.infer<typeof FastChatRequest>;
