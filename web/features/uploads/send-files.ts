import { type ExistingName, UploadResponse } from '#contracts/document';
import { ApiError, readError } from '../../lib/api/request.ts';
import { parseJson } from '../../lib/parse-json.ts';
import type { UploadFile } from './split-into-requests.ts';

type Sending = { files: UploadFile[]; existing: ExistingName; onProgress: (sentBytes: number) => void };

/** Uploads files in one request. XMLHttpRequest, for fetch does not tell how much is sent. Throws ApiError. */
export function sendFiles(knowledgeBaseId: string, { files, existing, onProgress }: Sending): Promise<UploadResponse> {
  const form = new FormData();
  for (const { file, path } of files) form.append('files', file, path);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/knowledge-bases/${knowledgeBaseId}/documents?existing=${existing}`);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onerror = () => reject(new ApiError('unreachable', 'The connection was lost'));
    request.onload = () => {
      if (request.status >= 400) return settleRefusal(readError(request.responseText, request.status), resolve, reject);
      const parsed = UploadResponse.safeParse(parseJson(request.responseText));
      if (parsed.success) resolve(parsed.data);
      else reject(new ApiError('unexpected_answer', 'The upload was answered in an unknown way'));
    };
    request.send(form);
  });
}

/** Where every file was refused the answer is an error, which lists them like every answer. */
function settleRefusal(error: ApiError, resolve: (answer: UploadResponse) => void, reject: (error: ApiError) => void): void {
  const rejected = UploadResponse.shape.rejected.safeParse(error.details.rejected);
  if (rejected.success && rejected.data.length > 0) resolve({ documents: [], rejected: rejected.data });
  else reject(error);
}
