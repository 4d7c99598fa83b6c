import { TemporaryFiles, TemporaryUploadQuery, TemporaryUploadResponse } from '#contracts/temporary-files';
import type { AppContext } from '../../context.ts';
import { IdParams, type Route, route } from '../../platform/http.ts';
import { getTemporaryFiles, receiveTemporaryFiles, removeTemporaryFiles } from './temporary-files.service.ts';

export function temporaryFileRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/temporary-files',
      summary: 'Upload files for one conversation; with `id`, in the place of those that were uploaded under it',
      query: TemporaryUploadQuery,
      streamedBody: 'multipart/form-data',
      status: 202,
      responds: TemporaryUploadResponse,
      handle: ({ principal, query, raw, signal }) => receiveTemporaryFiles(context, principal, query.id, raw.request, signal),
    }),
    route({
      method: 'get',
      path: '/api/temporary-files/:id',
      summary: 'When the files of a conversation expire; the files themselves are the documents of the knowledge base of this id',
      params: IdParams,
      responds: TemporaryFiles,
      handle: ({ principal, params }) => getTemporaryFiles(context, principal, params.id),
    }),
    route({
      method: 'delete',
      path: '/api/temporary-files/:id',
      summary: 'Remove the files of a conversation',
      params: IdParams,
      status: 204,
      handle: ({ principal, params }) => removeTemporaryFiles(context, principal, params.id),
    }),
  ];
}
