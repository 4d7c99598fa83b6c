import type { Response } from 'express';
import { RestoredKnowledgeBase, RestoreQuery } from '#contracts/maintenance';
import type { AppContext } from '../context.ts';
import { handled, IdParams, type Route, route } from '../platform/http.ts';
import { backUpKnowledgeBase, backUpSystem } from './backup/back-up.ts';
import { restoreFromArchive } from './restore/restore.ts';

const archiveType = 'application/x-tar';

/** RFC 8187: the name in UTF-8, beside a plain one for old clients. */
function openDownload(response: Response, name: string): Response {
  const file = `${name} ${new Date().toISOString().slice(0, 10)}.lectern.tar`;
  const plain = file.replace(/[^\x20-\x7e]|["\\%/]/g, '_');
  const encoded = encodeURIComponent(file).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  response.setHeader('Content-Type', archiveType);
  response.setHeader('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`);
  return response;
}

export function backupRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/knowledge-bases/:id/backup',
      summary: 'Download the knowledge base as one archive, as it is now: originals, chunks, edits, vectors and settings',
      params: IdParams,
      produces: archiveType,
      async handle({ principal, params, signal, raw }) {
        await backUpKnowledgeBase(context, principal, params.id, (name) => openDownload(raw.response, name), signal);
        return handled;
      },
    }),
    route({
      method: 'post',
      path: '/api/knowledge-bases/restore',
      summary: 'Make a new knowledge base of the archive in the body, after all of it was verified',
      query: RestoreQuery,
      streamedBody: archiveType,
      status: 201,
      responds: RestoredKnowledgeBase,
      handle: ({ principal, query, raw, signal }) => restoreFromArchive(context, raw.request, { principal, ...query }, signal),
    }),
    route({
      method: 'post',
      path: '/api/maintenance/backup',
      summary: 'Download the whole system as one archive: every knowledge base, conversations, settings, and providers without their keys',
      produces: archiveType,
      async handle({ principal, signal, raw }) {
        await backUpSystem(context, principal, () => openDownload(raw.response, 'Lectern'), signal);
        return handled;
      },
    }),
  ];
}
