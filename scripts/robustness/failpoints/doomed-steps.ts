import { createApiClient } from '../../testing/api-client.ts';
import { send } from './send.ts';

/** What is done to the knowledge base that will be deleted, whose documents need not stay as they are. */
export async function editChunk(url: string, knowledgeBaseId: string): Promise<void> {
  const api = createApiClient(url);
  const [document] = await api.listDocuments(knowledgeBaseId);
  const [chunk] = document ? await api.listChunks(document.id) : [];
  if (chunk) await send(url, 'PATCH', `/api/chunks/${chunk.id}`, { text: 'Other words that a curator wrote.' });
}

export async function replaceDocument(url: string, knowledgeBaseId: string): Promise<void> {
  const form = new FormData();
  form.append('files', new Blob(['New words in the place of the old ones.']), 'doomed.txt');
  const response = await fetch(`${url}/api/knowledge-bases/${knowledgeBaseId}/documents?existing=replace`, { method: 'POST', body: form });
  if (!response.ok) throw new Error(`replacing answered ${response.status}: ${await response.text()}`);
}

/** Takes a document out of the index, and in again. */
export async function putOff(url: string, knowledgeBaseId: string): Promise<void> {
  const ids = (await createApiClient(url).listDocuments(knowledgeBaseId)).map(({ id }) => id);
  for (const action of ['postpone', 'retry']) await send(url, 'POST', `/api/knowledge-bases/${knowledgeBaseId}/documents/bulk`, { ids, action });
}

/** Makes another knowledge base of an archive of this one. An archive that breaks off is no archive. */
export async function backUpAndRestore(url: string, knowledgeBaseId: string): Promise<void> {
  const backup = await fetch(`${url}/api/knowledge-bases/${knowledgeBaseId}/backup`, { method: 'POST' });
  if (!backup.ok) throw new Error(`backing up answered ${backup.status}: ${await backup.text()}`);
  const archive = await backup.arrayBuffer().catch(() => undefined);
  if (!archive) throw new Error('backing up answered 200, and broke off');
  const restored = await fetch(`${url}/api/knowledge-bases/restore`, { method: 'POST', headers: { 'content-type': 'application/x-tar' }, body: archive });
  if (!restored.ok) throw new Error(`restoring answered ${restored.status}: ${await restored.text()}`);
}
