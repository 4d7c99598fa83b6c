import type { z } from 'zod';
import type { DocumentFilter } from '#contracts/document-filter';
import type { Hit, RetrievalTrace } from '#contracts/search';
import type { TableList, TableListQuery, TableQuery, TableQueryResult } from '#contracts/table';
import type { PromptMessage } from '../models/chat-model.ts';
import type { EndpointClient } from '../platform/endpoint-client.ts';
import type { Principal } from '../platform/principal.ts';
import type { Search } from '../retrieval/search.ts';
import type { WebSearch } from '../search-engines/web-search.ts';

/** A passage that the answer may cite: of a document, or of the web. */
export type FoundPassage = Hit & { url?: string };

export type ToolOutcome = {
  /** What is said to the model. */
  text: string;
  /** What the answer may cite, under titles; shown to the model below the text, with numbers. */
  found?: readonly { title: string; passages: readonly FoundPassage[] }[];
  /** How it was found. */
  traces?: readonly RetrievalTrace[];
};

/** The parts of the server that tools work with. */
export type ToolServices = {
  endpoints: EndpointClient;
  search: Search;
  webSearch: WebSearch;
  listTables(principal: Principal, knowledgeBaseId: string, query: TableListQuery, signal: AbortSignal): Promise<TableList>;
  queryTables(principal: Principal, knowledgeBaseId: string, query: TableQuery, signal: AbortSignal): Promise<TableQueryResult>;
};

export type NamedKnowledgeBase = { id: string; name: string; description: string };

/** The turn in which tools are called. */
export type ToolScope = {
  principal: Principal;
  /** Those that may be searched. */
  knowledgeBases: readonly NamedKnowledgeBase[];
  topK: number;
  scoreThreshold?: number;
  filter?: DocumentFilter;
  searchEngine?: string;
  /** The answer of the turn's model to a prompt of its own. */
  askModel(messages: readonly PromptMessage[], signal: AbortSignal): Promise<string>;
};

export type ToolAccess = { apiKey?: string; options: Readonly<Record<string, string>> };

export type ToolCallContext = ToolServices & ToolScope & ToolAccess & { signal: AbortSignal };

/** Something that an agent can call. It reads, and changes nothing. */
export type Tool<Input extends z.ZodObject = z.ZodObject> = {
  /** Also its name for the model: small letters and hyphens. */
  id: string;
  label: string;
  description: string;
  input: Input;
  /** The field of the input that takes a plain text, from models that write no JSON. */
  textField: string;
  needsApiKey?: boolean;
  /** Each a text with a default. The key goes only to the host of `baseUrl`. */
  options?: z.ZodObject;
  defaults: { isOn: boolean; needsApproval: boolean };
  /** What the model is told beyond the description. */
  describe?(scope: ToolScope): string;
  /** @throws AppError that the model is told of; cancelled */
  run(input: z.infer<Input>, context: ToolCallContext): Promise<ToolOutcome>;
};

/** Lets the input be known by its schema. */
export function defineTool<Input extends z.ZodObject>(tool: Tool<Input>): Tool {
  return tool;
}
