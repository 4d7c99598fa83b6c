import { UploadResponse } from '#contracts/document';
import { ApiError, readError } from '../../lib/api/request.ts';
import type { UploadFile } from './split-into-requests.ts';

/** Uploads files in one request. XMLHttpRequest, for fetch does not tell how much is sent. Throws ApiError. */
export function sendFiles(knowledgeBaseId: string, files: UploadFile[], onProgress: (sentBytes: number) => void): Promise<UploadResponse> {
  const form = new FormData();
  for (const { file, path } of files) form.append('files', file, path);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/knowledge-bases/${knowledgeBaseId}/documents`);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onerror = () => reject(new ApiError('unreachable', 'The connection was lost'));
    request.onload = () => {
      if (request.status >= 400) return reject(readError(request.responseText, request.status));
      const parsed = UploadResponse.safeParse(parseJson(request.responseText));
      if (parsed.success) resolve(parsed.data);
      else reject(new ApiError('unexpected_answer', 'The upload was answered in an unknown way'));
    };
    request.send(form);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
