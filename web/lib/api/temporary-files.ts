import { UploadResponse } from '#contracts/document';
import { TemporaryFiles, TemporaryUploadResponse } from '#contracts/temporary-files';
import { requestJson } from './request.ts';

type NamedFile = { file: File; path: string };

function formOf(files: readonly NamedFile[]): FormData {
  const form = new FormData();
  for (const { file, path } of files) form.append('files', file, path);
  return form;
}

/** Files for one conversation. Their `id` may be used wherever a knowledge base may. */
export function createTemporaryFiles(files: readonly NamedFile[]) {
  return requestJson(TemporaryUploadResponse, '/api/temporary-files', { method: 'POST', body: formOf(files) });
}

/** Puts further files beside those; one of the same name takes the place of the other. */
export function addTemporaryFiles(id: string, files: readonly NamedFile[]) {
  return requestJson(UploadResponse, `/api/knowledge-bases/${id}/documents`, { method: 'POST', query: { existing: 'replace' }, body: formOf(files) });
}

export function getTemporaryFiles(id: string, signal?: AbortSignal) {
  return requestJson(TemporaryFiles, `/api/temporary-files/${id}`, { signal });
}
