'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { type ConversationDetail, TurnOptions } from '#contracts/conversation';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import type { ChatModeId } from '#contracts/message';
import type { Model } from '#contracts/model';
import { Settings } from '#contracts/setting';
import { updateConversation } from '../../lib/api/conversations.ts';
import { keys, useKnowledgeBases, useModels, useSettings } from '../../lib/queries.ts';
import { createStoredValue } from '../../lib/stored-value.ts';
import { useStore } from '../../lib/store.ts';
import { showToast } from '../../lib/toasts.ts';
import { currentText } from '../../lib/i18n/language.ts';
import { takenBy } from './model-parameters.ts';

/** What a new conversation begins with: the reader's last choice. Nothing chosen yet: the first knowledge base there is. */
const draftOptions = createStoredValue('lectern.options', TurnOptions, {});

/** Time without a further change after which a choice is sent to the server. */
const sendAfterMs = 400;

type Decided = 'mode' | 'knowledgeBaseIds' | 'topK' | 'scoreThreshold' | 'model' | 'temperature' | 'maxTokens' | 'historyTurns';

export type TurnChoices = {
  /** As chosen; what is left out follows the defaults. */
  options: TurnOptions;
  /** As it will be, defaults filled in. */
  effective: Required<Pick<TurnOptions, Decided>>;
  /** What a question is asked with. */
  request: TurnOptions;
  /** The model that answers, as far as it is known. */
  model: Model | undefined;
  /** False while it is not known yet which knowledge bases there are to ask, or while there is nothing to ask. */
  isComplete: boolean;
  change: (part: TurnOptions) => void;
};

const changing = new Set<string>();

/** Whether a choice made here is still on its way to the server, which then knows less than this page. */
export function isChangingOptions(conversationId: string): boolean {
  return changing.has(conversationId);
}

/** The choices of a conversation, or of the one about to begin. */
export function useTurnChoices(conversation: ConversationDetail | undefined): TurnChoices {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const draft = useStore(draftOptions, (options) => options);
  const knowledgeBases = useKnowledgeBases();
  const settings = useSettings().data;
  const models = useModels().data?.items ?? [];
  const options = conversation?.options ?? draft;
  const fill = (chosen: TurnOptions) => fillDefaults(chosen, knowledgeBases.data?.items ?? [], settings);
  const modelOf = (chosen: TurnOptions) => models.find(({ id }) => id === fill(chosen).model);

  const change = (part: TurnOptions) => {
    const changed = withoutUndefined({ ...options, ...part });
    const next = takenBy(modelOf(changed), changed);
    draftOptions.set((known) => (conversation ? withoutUndefined({ ...next, ...ownOf(known) }) : next));
    if (!conversation) return;
    client.setQueryData<ConversationDetail>(keys.conversation(conversation.id), (known) => known && { ...known, options: next });
    changing.add(conversation.id);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      updateConversation(conversation.id, { options: next })
        .catch(() => showToast({ text: currentText().errors.unreachable }))
        .finally(() => changing.delete(conversation.id));
    }, sendAfterMs);
  };
  const effective = fill(options);
  const { mode, knowledgeBaseIds } = effective;
  const model = modelOf(options);
  return {
    options,
    effective,
    request: { ...takenBy(model, options), mode, knowledgeBaseIds },
    model,
    isComplete: mode === 'file' ? options.temporaryFilesId !== undefined : mode !== 'knowledge-base' || !knowledgeBases.isPending,
    change,
  };
}

/** What belongs to one conversation and does not go over to the next. */
function ownOf({ temporaryFilesId, persona }: TurnOptions): TurnOptions {
  return { temporaryFilesId, persona };
}

/** Once a conversation has begun, what it alone has is its own. */
export function forgetOwnOptions(): void {
  draftOptions.set((options) => withoutUndefined({ ...options, ...ownOf({}) }));
}

function fillDefaults(
  options: TurnOptions,
  knowledgeBases: KnowledgeBase[],
  settings: Settings = Settings.parse({}),
): TurnChoices['effective'] {
  const mode: ChatModeId = options.mode ?? 'knowledge-base';
  const existing = new Set(knowledgeBases.map(({ id }) => id));
  const knowledgeBaseIds = options.knowledgeBaseIds?.filter((id) => existing.has(id)) ?? firstToAsk(knowledgeBases);
  const only = mode === 'knowledge-base' && knowledgeBaseIds.length === 1 ? knowledgeBases.find(({ id }) => id === knowledgeBaseIds[0]) : undefined;
  return {
    mode,
    knowledgeBaseIds,
    topK: options.topK ?? only?.retrieval.topK ?? settings.topK,
    scoreThreshold: options.scoreThreshold ?? only?.retrieval.scoreThreshold ?? settings.scoreThreshold,
    model: options.model ?? defaultModel(mode, settings),
    temperature: options.temperature ?? settings.temperature,
    maxTokens: options.maxTokens ?? settings.maxTokens,
    historyTurns: options.historyTurns ?? settings.historyTurns,
  };
}

function defaultModel(mode: ChatModeId, settings: Settings): string {
  if (mode === 'agent') return settings.agentModel || settings.defaultChatModel;
  return mode === 'llm' ? settings.defaultChatModel : settings.defaultAnswerModel;
}

/** The oldest knowledge base that can answer: on a first visit, the samples. */
function firstToAsk(knowledgeBases: KnowledgeBase[]): string[] {
  const able = knowledgeBases.filter(({ readyCount }) => readyCount > 0).sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  return able[0] ? [able[0].id] : [];
}

function withoutUndefined(options: TurnOptions): TurnOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as TurnOptions;
}

/** Makes the next new conversation ask this knowledge base, all of it. */
export function rememberKnowledgeBase(id: string): void {
  draftOptions.set((options) => ({ ...options, mode: 'knowledge-base', knowledgeBaseIds: [id], filter: {} }));
}
