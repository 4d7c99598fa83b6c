import type { KnowledgeBase } from '#contracts/knowledge-base';
import type { UploadResponse } from '#contracts/document';
import { type ApiError, toApiError } from '../../lib/api/request.ts';
import { sleep } from '../../lib/event-stream.ts';
import { queryClient } from '../../lib/query-client.ts';
import { keys } from '../../lib/queries.ts';
import { createStore, useStore } from '../../lib/store.ts';
import { sendFiles } from './send-files.ts';
import { splitIntoRequests, type UploadFile } from './split-into-requests.ts';

/** Files on their way to a knowledge base. It lives outside the components, so it goes on while the reader looks elsewhere. */
export type Upload = {
  id: number;
  knowledgeBase: Pick<KnowledgeBase, 'id' | 'name'>;
  totalBytes: number;
  sentBytes: number;
  acceptedCount: number;
  rejected: UploadResponse['rejected'];
  state: 'sending' | 'done' | 'failed';
  error: ApiError | undefined;
  /** Sends what is not sent yet, after a failure. */
  resume: () => void;
};

const maxAttempts = 4;
const retryDelayMs = 1_500;
/** How long a finished upload stays in sight when nothing was refused. */
const doneShownMs = 6_000;
const uploads = createStore<readonly Upload[]>([]);
let lastId = 0;

export function useUploads(): readonly Upload[] {
  return useStore(uploads, (all) => all);
}

export function dismissUpload(id: number): void {
  uploads.set((all) => all.filter((each) => each.id !== id));
}

/** Sends files to a knowledge base, one request after another. */
export function uploadFiles(knowledgeBase: Pick<KnowledgeBase, 'id' | 'name'>, files: UploadFile[]): void {
  lastId += 1;
  const id = lastId;
  const waiting = splitIntoRequests(files);
  const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const resume = () => void sendAll(id, knowledgeBase, waiting);
  uploads.set((all) => [
    ...all,
    { id, knowledgeBase, totalBytes, sentBytes: 0, acceptedCount: 0, rejected: [], state: 'sending', error: undefined, resume },
  ]);
  resume();
}

async function sendAll(id: number, knowledgeBase: Pick<KnowledgeBase, 'id' | 'name'>, waiting: UploadFile[][]): Promise<void> {
  change(id, () => ({ state: 'sending', error: undefined }));
  for (let files = waiting[0]; files; files = waiting[0]) {
    const before = uploads.get().find((each) => each.id === id)?.sentBytes ?? 0;
    try {
      const answer = await sendWithRetry(knowledgeBase.id, files, (sentBytes) => change(id, () => ({ sentBytes: before + sentBytes })));
      waiting.shift();
      const sentBytes = before + files.reduce((sum, { file }) => sum + file.size, 0);
      change(id, ({ acceptedCount, rejected }) => ({
        sentBytes,
        acceptedCount: acceptedCount + answer.documents.length,
        rejected: [...rejected, ...answer.rejected],
      }));
    } catch (error) {
      return change(id, () => ({ state: 'failed', error: toApiError(error), sentBytes: before }));
    } finally {
      void queryClient.invalidateQueries({ queryKey: keys.knowledgeBases });
      void queryClient.invalidateQueries({ queryKey: keys.documents(knowledgeBase.id) });
    }
  }
  change(id, () => ({ state: 'done' }));
  setTimeout(() => {
    if (uploads.get().find((each) => each.id === id)?.rejected.length === 0) dismissUpload(id);
  }, doneShownMs);
}

/** Sending the same file twice is harmless: it stays one document. So a broken connection is simply tried again. */
async function sendWithRetry(
  knowledgeBaseId: string,
  files: UploadFile[],
  onProgress: (sentBytes: number) => void,
): Promise<UploadResponse> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendFiles(knowledgeBaseId, files, onProgress);
    } catch (error) {
      if (toApiError(error).code !== 'unreachable' || attempt === maxAttempts) throw error;
      await sleep(retryDelayMs * attempt, new AbortController().signal);
    }
  }
}

function change(id: number, part: (upload: Upload) => Partial<Upload>): void {
  uploads.set((all) => all.map((each) => (each.id === id ? { ...each, ...part(each) } : each)));
}

if (typeof window !== 'undefined') {
  window.addEventListener('beforeunload', (event) => {
    if (uploads.get().some(({ state }) => state === 'sending')) event.preventDefault();
  });
}
