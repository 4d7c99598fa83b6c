import { ChangeModelRequest, Envelope, ListConfigModelsRequest, ModelNameRequest } from '#contracts/chatchat';
import { z } from 'zod';
import type { AppContext } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { type Route, route } from '../../platform/http.ts';
import { failed, notThere, okay } from './failures.ts';
import { configOf, configsByName, isRunning, listChatModels, type NamedModel } from './model-configs.ts';

/** Addresses of workers that there are none of here. */
const Ignored = z.object({});

async function getModel(context: AppContext, name: string): Promise<NamedModel> {
  const model = (await listChatModels(context)).find((each) => each.name === name || each.model.id === name);
  if (!model) throw notThere(`未找到模型 ${name}`);
  return model;
}

/** @throws AppError unavailable when it does not run, or is none of this machine */
async function stop({ localModels }: AppContext, model: NamedModel): Promise<void> {
  if (!isRunning(model)) throw new AppError('unavailable', `模型 ${model.name} 未在运行`);
  if (!model.local) throw new AppError('unavailable', `${model.name} 是在线模型，不在本机运行`);
  await localModels.stop(model.local.id);
}

export function llmModelRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/llm_model/list_running_models',
      summary: 'Chatchat: chat models that answer at once',
      body: Ignored,
      responds: Envelope,
      handle: async () => okay('success', configsByName((await listChatModels(context)).filter(isRunning))),
    }),
    route({
      method: 'post',
      path: '/llm_model/list_config_models',
      summary: 'Chatchat: chat models of this machine and of providers',
      body: ListConfigModelsRequest,
      responds: Envelope,
      async handle({ body: { types } }) {
        const models = await listChatModels(context);
        const local = configsByName(models.filter((model) => model.local));
        const online = configsByName(models.filter((model) => !model.local));
        return okay('success', { ...(types.includes('local') && { local }), ...(types.includes('online') && { online }), worker: {} });
      },
    }),
    route({
      method: 'post',
      path: '/llm_model/get_model_config',
      summary: 'Chatchat: what is known of a chat model, without secrets',
      body: ModelNameRequest,
      responds: Envelope,
      handle: async ({ body }) => okay('success', configOf(await getModel(context, body.model_name))),
    }),
    route({
      method: 'post',
      path: '/llm_model/stop',
      summary: 'Chatchat: unload a model of this machine',
      body: ModelNameRequest,
      responds: Envelope,
      async handle({ body: { model_name } }) {
        await stop(context, await getModel(context, model_name));
        return okay(`成功停止模型 ${model_name}`);
      },
    }),
    route({
      method: 'post',
      path: '/llm_model/change',
      summary: 'Chatchat: unload one model of this machine, and load another',
      body: ChangeModelRequest,
      responds: Envelope,
      async handle({ body: { model_name, new_model_name }, signal }) {
        const [old, next] = [await getModel(context, model_name), await getModel(context, new_model_name)];
        if (!isRunning(old)) return failed(`模型 ${model_name} 未在运行`);
        if (isRunning(next) || !next.local) return failed(`模型 ${new_model_name} 已在运行`);
        if (old.local) await stop(context, old);
        await context.localModels.load(next.local.id, signal);
        return okay(`模型已从 ${model_name} 切换为 ${new_model_name}`);
      },
    }),
  ];
}
