import { z } from 'zod';
import { AddLocalModel, LocalModel, UpdateLocalModel } from '#contracts/local-model';
import { listOf } from '#contracts/pagination';
import { IdParams, route, type Route } from '../../platform/http.ts';
import type { LocalModels } from './local-model.service.ts';

const RemoveQuery = z.object({ deleteFiles: z.enum(['true', 'false']).default('false') });

export function localModelRoutes({ localModels }: { localModels: LocalModels }): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/local-models',
      summary: 'List the models in files of this machine, with what runs',
      responds: listOf(LocalModel),
      handle: async () => {
        const items = await localModels.list();
        return { items, total: items.length };
      },
    }),
    route({
      method: 'post',
      path: '/api/local-models',
      summary: 'Add a GGUF file, or a folder with an ONNX model',
      body: AddLocalModel,
      status: 201,
      responds: LocalModel,
      handle: ({ body }) => localModels.add(body),
    }),
    route({
      method: 'patch',
      path: '/api/local-models/:id',
      summary: 'Change a local model; a loaded one is stopped',
      params: IdParams,
      body: UpdateLocalModel,
      responds: LocalModel,
      handle: ({ params, body }) => localModels.update(params.id, body),
    }),
    route({
      method: 'delete',
      path: '/api/local-models/:id',
      summary: 'Remove a local model; its files only from the models folder, and only when asked to',
      params: IdParams,
      query: RemoveQuery,
      status: 204,
      handle: ({ params, query }) => localModels.remove(params.id, { deleteFiles: query.deleteFiles === 'true' }),
    }),
    route({
      method: 'post',
      path: '/api/local-models/:id/load',
      summary: 'Load a local model now',
      params: IdParams,
      responds: LocalModel,
      handle: ({ params, signal }) => localModels.load(params.id, signal),
    }),
    route({
      method: 'post',
      path: '/api/local-models/:id/stop',
      summary: 'Unload a local model',
      params: IdParams,
      responds: LocalModel,
      handle: async ({ params }) => {
        await localModels.stop(params.id);
        return localModels.get(params.id);
      },
    }),
  ];
}
