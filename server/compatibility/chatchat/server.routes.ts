import { z } from 'zod';
import { type chatchatPromptTypes, Envelope, PromptTemplateRequest } from '#contracts/chatchat';
import type { PromptMode } from '#contracts/prompt';
import type { AppContext } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { handled, type Route, route } from '../../platform/http.ts';
import { getPrompt, listPrompts } from '../../prompts/prompt.service.ts';
import { distanceOf } from './distance.ts';
import { okay } from './failures.ts';
import { listNamedModels } from './named-models.ts';
import { listEngineNames } from './search-engine-names.ts';
import { baseOf } from './send-answer.ts';
import { chatchatSplitting } from './splitting.ts';

const modeOfType: Readonly<Record<(typeof chatchatPromptTypes)[number], PromptMode>> = {
  llm_chat: 'llm',
  knowledge_base_chat: 'knowledge-base',
  search_engine_chat: 'search-engine',
  agent_chat: 'agent',
  completion: 'completion',
};
/** The old names of templates, where they were written with capitals. */
const promptNameOf = (name: string) => (name === 'Empty' ? 'empty' : name);

/** Templates by type and name. */
async function promptConfig(context: AppContext): Promise<Record<string, Record<string, string>>> {
  const prompts = await listPrompts(context);
  const ofMode = (mode: PromptMode) => Object.fromEntries(prompts.filter((prompt) => prompt.mode === mode).map(({ name, text }) => [name, text]));
  return Object.fromEntries(Object.entries(modeOfType).map(([type, mode]) => [type, ofMode(mode)]));
}

/** What the settings say, under the old names. Keys and addresses of providers are no part of it. */
async function configs(context: AppContext, address: string): Promise<Record<string, unknown>> {
  const settings = await context.settings.get();
  const namesOf = async (kind: 'chat' | 'embedding') => [...(await listNamedModels(context.database, kind)).keys()];
  return {
    kb_config: {
      CHUNK_SIZE: chatchatSplitting.chunkSize,
      OVERLAP_SIZE: chatchatSplitting.chunkOverlap,
      VECTOR_SEARCH_TOP_K: settings.topK,
      SCORE_THRESHOLD: distanceOf(settings.scoreThreshold),
      DEFAULT_SEARCH_ENGINE: settings.defaultSearchEngine,
      SEARCH_ENGINES: listEngineNames(),
    },
    model_config: {
      LLM_MODELS: await namesOf('chat'),
      EMBED_MODELS: await namesOf('embedding'),
      EMBEDDING_MODEL: settings.defaultEmbeddingModel,
      HISTORY_LEN: settings.historyTurns,
      MAX_TOKENS: settings.maxTokens,
      TEMPERATURE: settings.temperature,
    },
    prompt_config: await promptConfig(context),
    api_address: address,
    fschat_openai_api_address: `${address}/v1`,
    fschat_controller_address: address,
  };
}

export function serverRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/server/configs',
      summary: 'Chatchat: settings of knowledge bases, models and prompts, without secrets',
      body: z.object({}),
      responds: Envelope,
      handle: async ({ raw }) => okay('success', await configs(context, await baseOf(context, raw))),
    }),
    route({
      method: 'post',
      path: '/server/list_search_engines',
      summary: 'Chatchat: names of the search engines',
      body: z.object({}),
      responds: Envelope,
      handle: () => okay('success', listEngineNames()),
    }),
    route({
      method: 'post',
      path: '/server/get_prompt_template',
      summary: 'Chatchat: the text of a template',
      body: PromptTemplateRequest,
      responds: z.union([z.string(), Envelope]),
      async handle({ body: { type, name }, raw }) {
        const { text } = await getPrompt(context, { mode: modeOfType[type], name: promptNameOf(name) }).catch((error: unknown) => {
          if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
          const known = (error.details.known as string[]).join('、');
          throw new AppError('not_found', `未找到 ${type} 的提示词模板 ${name}，现有：${known}`, {}, { cause: error });
        });
        raw.response.json(text);
        return handled;
      },
    }),
  ];
}
