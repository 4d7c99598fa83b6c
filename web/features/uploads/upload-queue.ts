import type { KnowledgeBase } from '#contracts/knowledge-base';
import type { ExistingName, UploadResponse } from '#contracts/document';
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
  /** Files whose name a document with other content has. They wait for a word. */
  taken: UploadFile[];
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

/** Sends the files whose names are taken once more, to replace those documents or to stand beside them. */
export function resolveTaken(id: number, existing: Exclude<ExistingName, 'refuse'>): void {
  const upload = uploads.get().find((each) => each.id === id);
  if (!upload) return;
  change(id, () => ({ taken: [] }));
  if (upload.rejected.length === 0) dismissUpload(id);
  uploadFiles(upload.knowledgeBase, upload.taken, existing);
}

/** Leaves the documents that are there as they are. */
export function skipTaken(id: number): void {
  change(id, () => ({ taken: [] }));
  if (uploads.get().find((each) => each.id === id)?.rejected.length === 0) dismissUpload(id);
}

/** Sends files to a knowledge base, one request after another. */
export function uploadFiles(knowledgeBase: Pick<KnowledgeBase, 'id' | 'name'>, files: UploadFile[], existing: ExistingName = 'refuse'): void {
  lastId += 1;
  const id = lastId;
  const waiting = splitIntoRequests(files);
  const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const resume = () => void sendAll(id, knowledgeBase, waiting, existing);
  uploads.set((all) => [
    ...all,
    { id, knowledgeBase, totalBytes, sentBytes: 0, acceptedCount: 0, rejected: [], taken: [], state: 'sending', error: undefined, resume },
  ]);
  resume();
}

/** Files without an answer of their own yet, by what was said of them. */
function partRejected(files: readonly UploadFile[], rejected: UploadResponse['rejected']) {
  const isTaken = (each: UploadResponse['rejected'][number]) => each.error.code === 'conflict';
  const takenNames = new Set(rejected.filter(isTaken).map(({ name }) => name));
  return { taken: files.filter(({ path }) => takenNames.has(path)), rejected: rejected.filter((each) => !isTaken(each)) };
}

async function sendAll(id: number, knowledgeBase: Pick<KnowledgeBase, 'id' | 'name'>, waiting: UploadFile[][], existing: ExistingName): Promise<void> {
  change(id, () => ({ state: 'sending', error: undefined }));
  for (let files = waiting[0]; files; files = waiting[0]) {
    const before = uploads.get().find((each) => each.id === id)?.sentBytes ?? 0;
    try {
      const answer = await sendWithRetry(knowledgeBase.id, files, existing, (sentBytes) => change(id, () => ({ sentBytes: before + sentBytes })));
      waiting.shift();
      const sentBytes = before + files.reduce((sum, { file }) => sum + file.size, 0);
      const refused = partRejected(files, answer.rejected);
      change(id, ({ acceptedCount, rejected, taken }) => ({
        sentBytes,
        acceptedCount: acceptedCount + answer.documents.length,
        rejected: [...rejected, ...refused.rejected],
        taken: [...taken, ...refused.taken],
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
    const upload = uploads.get().find((each) => each.id === id);
    if (upload?.rejected.length === 0 && upload.taken.length === 0) dismissUpload(id);
  }, doneShownMs);
}

/** Sending the same file twice is harmless: it stays one document. So a broken connection is simply tried again. */
async function sendWithRetry(
  knowledgeBaseId: string,
  files: UploadFile[],
  existing: ExistingName,
  onProgress: (sentBytes: number) => void,
): Promise<UploadResponse> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendFiles(knowledgeBaseId, { files, existing, onProgress });
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
