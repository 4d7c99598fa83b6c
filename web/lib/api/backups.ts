import { RestoredKnowledgeBase, type RestoreQuery } from '#contracts/maintenance';
import { ApiError, queryString, readError, send } from './request.ts';

/** So much is held in memory; the browser may keep what was put into a blob on disk. */
const partBytes = 32 * 1024 * 1024;

/** Receives the archive of a knowledge base, with the name the server gave it. */
export async function downloadBackup(
  knowledgeBaseId: string,
  onProgress: (receivedBytes: number) => void,
  signal: AbortSignal,
): Promise<{ name: string; archive: Blob }> {
  const response = await send(`/api/knowledge-bases/${knowledgeBaseId}/backup`, { method: 'POST', signal });
  const name = nameOf(response.headers.get('Content-Disposition') ?? '');
  if (!response.body) throw new ApiError('unexpected_answer', 'The answer has no body');
  const reader = response.body.getReader();
  const parts: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let waitingBytes = 0;
  let receivedBytes = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      if (signal.aborted) throw cause;
      throw new ApiError('unreachable', 'The connection was lost', {}, { cause });
    });
    if (done) break;
    waiting.push(value);
    waitingBytes += value.length;
    receivedBytes += value.length;
    onProgress(receivedBytes);
    if (waitingBytes < partBytes) continue;
    parts.push(new Blob(waiting));
    waiting = [];
    waitingBytes = 0;
  }
  return { name, archive: new Blob([...parts, ...waiting], { type: 'application/x-tar' }) };
}

/** RFC 8187, as the server writes it. */
function nameOf(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return encoded === undefined ? 'backup.lectern.tar' : decodeURIComponent(encoded);
}

/** Sends a backup to be made a new knowledge base. XMLHttpRequest, for fetch does not tell how much is sent. Throws ApiError. */
export function restoreBackup(
  file: File,
  query: RestoreQuery,
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<RestoredKnowledgeBase> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/knowledge-bases/restore${queryString(query)}`);
    request.setRequestHeader('Content-Type', 'application/x-tar');
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onerror = () => reject(new ApiError('unreachable', 'The connection was lost'));
    request.onabort = () => reject(new ApiError('cancelled', 'The restore was broken off'));
    request.onload = () => {
      if (request.status >= 400) return reject(readError(request.responseText, request.status));
      const parsed = RestoredKnowledgeBase.safeParse(JSON.parse(request.responseText));
      if (parsed.success) resolve(parsed.data);
      else reject(new ApiError('unexpected_answer', 'The restore was answered in an unknown way'));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
