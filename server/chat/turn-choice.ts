import type { TranslationLanguage, TurnOptions, TurnRequest } from '#contracts/conversation';
import type { DocumentFilter } from '#contracts/document-filter';
import type { FurtherParameters } from '#contracts/generation';
import type { z } from 'zod';
import type { ChatModeId } from '#contracts/message';
import { Settings } from '#contracts/setting';
import type { ChatModel } from '../models/chat-model.ts';
import type { ModelSource } from '../models/model-catalog.ts';
import { AppError } from '../platform/errors.ts';
import { tellProblem } from '../platform/request-problem.ts';

/** What a turn runs with. `topK` and `scoreThreshold` are left open where the knowledge base or the settings decide. */
export type TurnChoice = {
  mode: ChatModeId;
  knowledgeBaseIds: readonly string[];
  topK: number | undefined;
  scoreThreshold: number | undefined;
  filter: DocumentFilter | undefined;
  searchEngine: string | undefined;
  temperature: number;
  /** It was asked for, and is no default of the settings. */
  temperatureIsChosen: boolean;
  maxTokens: number;
  parameters: FurtherParameters;
  historyTurns: number;
  historyTokens: number;
  rewriteFollowUps: boolean;
  persona: string;
  prompt: string;
  routeKnowledgeBases: boolean;
  temporaryFilesId: string | undefined;
  tools: readonly string[] | undefined;
  translateTo: TranslationLanguage | undefined;
};

/** The conversation's options with those of the request over them. */
export function mergeOptions(
  { text: _text, stream: _stream, regenerateQuestionId: _again, parentId: _parent, questionId: _id, whenAbandoned: _abandoned, ...given }: TurnRequest,
  earlier: TurnOptions,
): TurnOptions {
  return { ...earlier, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

/** Fills in what was left out. @throws AppError invalid_request when the mode needs something that is not chosen */
export function chooseForTurn(options: TurnOptions, settings: Settings): TurnChoice {
  const knowledgeBaseIds = [...new Set(options.knowledgeBaseIds)];
  const mode = options.mode ?? (knowledgeBaseIds.length > 0 ? 'knowledge-base' : 'llm');
  if (mode === 'file' && options.temporaryFilesId === undefined) {
    throw new AppError('invalid_request', 'Add files to answer from', { field: 'temporaryFilesId', hint: 'Upload them to POST /api/temporary-files.' });
  }
  if (mode === 'knowledge-base' && knowledgeBaseIds.length === 0 && !options.routeKnowledgeBases) {
    throw new AppError('invalid_request', 'Choose at least one knowledge base to answer from', { field: 'knowledgeBaseIds' });
  }
  return {
    mode,
    knowledgeBaseIds,
    topK: options.topK,
    scoreThreshold: options.scoreThreshold,
    filter: options.filter,
    searchEngine: options.searchEngine,
    temperature: options.temperature ?? settings.temperature,
    temperatureIsChosen: options.temperature !== undefined,
    maxTokens: options.maxTokens ?? settings.maxTokens,
    parameters: options.parameters ?? {},
    historyTurns: options.historyTurns ?? settings.historyTurns,
    historyTokens: options.historyTokens ?? 0,
    rewriteFollowUps: options.rewriteFollowUps ?? true,
    persona: options.persona ?? '',
    prompt: options.prompt ?? '',
    routeKnowledgeBases: options.routeKnowledgeBases ?? false,
    temporaryFilesId: options.temporaryFilesId,
    tools: options.tools,
    translateTo: options.translateTo || undefined,
  };
}

/**
 * Refuses what the model does not take, by name: nothing that was chosen is silently left out.
 * @throws AppError invalid_request
 */
export function refuseUnsupportedParameters(model: ChatModel, { parameters, temperature, maxTokens }: TurnOptions): void {
  const given = Object.entries({ temperature, maxTokens, ...parameters }).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const field = name in (parameters ?? {}) ? `parameters.${name}` : name;
    const schema = model.parameters.shape[name] as z.ZodType | undefined;
    if (!schema) {
      const taken = Object.keys(model.parameters.shape);
      throw new AppError('invalid_request', `${model.label} does not take ${name}`, { field, hint: `It takes ${taken.join(', ') || 'none'}.`, taken });
    }
    const checked = schema.safeParse(value, { error: tellProblem });
    if (!checked.success) throw new AppError('invalid_request', `${name} ${checked.error.issues[0]!.message}`, { field });
  }
}

/** A model that was removed since it was chosen gives way to the next choice. */
async function findModel(chatModels: ModelSource<ChatModel>, id: string | undefined): Promise<ChatModel | undefined> {
  if (!id) return undefined;
  return chatModels.get(id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  });
}

/**
 * The model that answers: the one asked for, the conversation's last, the default. Undefined when mode `llm` or `agent` has none,
 * which the turn then says; a model that only answers from passages is none for it.
 * @throws AppError not_found or invalid_request when the model asked for does not exist or does not fit
 */
export async function findModelForTurn(
  chatModels: ModelSource<ChatModel>,
  { mode }: TurnChoice,
  chosen: { requested: string | undefined; remembered: string | undefined },
  settings: Settings,
): Promise<ChatModel | undefined> {
  const fits = (model: ChatModel | undefined) => (model && (model.converses || (mode !== 'llm' && mode !== 'agent')) ? model : undefined);
  if (chosen.requested) {
    const requested = fits(await chatModels.get(chosen.requested));
    if (requested) return requested;
    throw new AppError('invalid_request', `"${chosen.requested}" answers from passages only`, {
      field: 'model',
      hint: 'Choose a chat model, or a knowledge base.',
    });
  }
  const remembered = fits(await findModel(chatModels, chosen.remembered));
  if (remembered) return remembered;
  if (mode === 'agent') return fits(await findModel(chatModels, settings.agentModel || settings.defaultChatModel));
  if (mode === 'llm') return fits(await findModel(chatModels, settings.defaultChatModel));
  return (await findModel(chatModels, settings.defaultAnswerModel)) ?? chatModels.get(Settings.shape.defaultAnswerModel.parse(undefined));
}
