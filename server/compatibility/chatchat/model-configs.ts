import type { LocalModel } from '#contracts/local-model';
import type { Model } from '#contracts/model';
import type { AppContext } from '../../context.ts';
import { isLocalModelId } from '../../models/local/local-model.service.ts';
import { listNamedModels } from './named-models.ts';

/** A model as clients list it. Nothing of its provider's key or address is in it. */
export type NamedModel = { name: string; model: Model; local: LocalModel | undefined };

export async function listChatModels({ database, localModels }: Pick<AppContext, 'database' | 'localModels'>): Promise<NamedModel[]> {
  // First these: listing them finds those that were laid into their folder.
  const local = await localModels.list();
  const named = await listNamedModels(database, 'chat');
  const listed = [...named].map(([name, model]) => ({ name, model, local: local.find(({ modelId }) => modelId === model.id) }));
  return listed.filter(({ model, local: files }) => files || !isLocalModelId(model.id));
}

/** A remote model always is; one in files of this machine while it is loaded. */
export const isRunning = ({ local }: NamedModel) => local === undefined || local.state !== 'stopped';

export function configOf({ name, model, local }: NamedModel): Record<string, unknown> {
  const { id, label, protocol, contextTokens, converses, callsTools } = model;
  const shared = { model_name: name, lectern_model: id, label, context_len: local?.contextTokens ?? contextTokens, converses, calls_tools: callsTools };
  if (!local) return { ...shared, online_api: true, provider: protocol ?? 'built-in' };
  const { state, path, sizeBytes, memoryBytes, problem } = local;
  return { ...shared, online_api: false, device: 'cpu', state, model_path: path, model_path_exists: sizeBytes > 0, memory_bytes: memoryBytes, problem };
}

export const configsByName = (models: readonly NamedModel[]): Record<string, unknown> => Object.fromEntries(models.map((model) => [model.name, configOf(model)]));
