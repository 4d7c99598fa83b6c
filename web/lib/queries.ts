'use client';

import { type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PromptMode } from '#contracts/prompt';
import { listKnowledgeBases, listVectorStores } from './api/knowledge-bases.ts';
import { listModels } from './api/models.ts';
import { listSearchEngines } from './api/search-engines.ts';
import { listPrompts } from './api/prompts.ts';
import { getSettings } from './api/settings.ts';
import { listTools } from './api/tools.ts';

/** Keys of the cache, from the general to the particular: forgetting a general one forgets all below it. */
export const keys = {
  conversations: ['conversations'] as const,
  conversationList: (query: string) => ['conversations', 'list', query] as const,
  conversation: (id: string) => ['conversations', 'one', id] as const,
  messages: (query: string) => ['conversations', 'messages', query] as const,
  knowledgeBases: ['knowledge-bases'] as const,
  vectorStores: ['vector-stores'] as const,
  documents: (knowledgeBaseId: string) => ['documents', knowledgeBaseId] as const,
  crawls: (knowledgeBaseId: string) => ['crawls', knowledgeBaseId] as const,
  folders: (knowledgeBaseId: string) => ['folders', knowledgeBaseId] as const,
  document: (id: string) => ['document', id] as const,
  parts: (documentId: string) => ['document', documentId, 'parts'] as const,
  chunks: (documentId: string) => ['chunks', documentId] as const,
  staleEdits: (documentId: string) => ['chunks', documentId, 'stale-edits'] as const,
  summaries: (documentId: string) => ['summaries', documentId] as const,
  passage: (documentId: string, start: number, end: number) => ['passage', documentId, start, end] as const,
  models: ['models'] as const,
  modelState: (modelId: string) => ['models', 'state', modelId] as const,
  providers: ['providers'] as const,
  providerPresets: ['provider-presets'] as const,
  localModels: ['local-models'] as const,
  searchEngines: ['search-engines'] as const,
  settings: ['settings'] as const,
  tools: ['tools'] as const,
  toolServers: ['tools', 'servers'] as const,
  prompts: ['prompts'] as const,
  promptVersions: (mode: string, name: string) => ['prompts', 'versions', mode, name] as const,
  apiKeys: ['api-keys'] as const,
  translator: ['translator'] as const,
  temporaryFiles: (id: string) => ['temporary-files', id] as const,
};

/** Forgets what is known under these keys; done when what is shown of it has come anew. */
export function useRefresh(...queryKeys: QueryKey[]): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(queryKeys.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}

/** As long as no knowledge base can answer, as in the first seconds of an installation, one is looked for. */
function untilOneIsReady({ state }: { state: { data: Awaited<ReturnType<typeof listKnowledgeBases>> | undefined } }): number | false {
  return state.data && !state.data.items.some(({ readyCount }) => readyCount > 0) ? 2_000 : false;
}

export function useKnowledgeBases() {
  return useQuery({ queryKey: keys.knowledgeBases, queryFn: ({ signal }) => listKnowledgeBases(signal), refetchInterval: untilOneIsReady });
}

export function useVectorStores() {
  return useQuery({ queryKey: keys.vectorStores, queryFn: ({ signal }) => listVectorStores(signal), staleTime: Infinity });
}

/** A model that is being loaded is asked about until it is. */
function whileLoading({ state }: { state: { data: Awaited<ReturnType<typeof listModels>> | undefined } }): number | false {
  return state.data?.items.some((model) => model.state === 'loading') ? 1_500 : false;
}

export function useModels() {
  return useQuery({ queryKey: keys.models, queryFn: ({ signal }) => listModels(signal), staleTime: 30_000, refetchInterval: whileLoading });
}

export function useSearchEngines() {
  return useQuery({ queryKey: keys.searchEngines, queryFn: ({ signal }) => listSearchEngines(signal), staleTime: 30_000 });
}

export function useSettings() {
  return useQuery({ queryKey: keys.settings, queryFn: ({ signal }) => getSettings(signal), staleTime: 30_000 });
}

export function useTools() {
  return useQuery({ queryKey: keys.tools, queryFn: ({ signal }) => listTools(signal), staleTime: 30_000 });
}

/** The prompt templates of a mode, or of all. */
export function usePrompts(mode?: PromptMode) {
  return useQuery({ queryKey: [...keys.prompts, mode ?? ''], queryFn: ({ signal }) => listPrompts(mode, signal), staleTime: 30_000 });
}
