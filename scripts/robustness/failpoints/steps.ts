import { createChoices } from '../../crash/choices.ts';
import type { Ledger } from '../../crash/workload.ts';
import { removeOne, uploadSome } from '../../crash/workload.ts';
import { type ApiClient, createApiClient } from '../../testing/api-client.ts';
import { backUpAndRestore, editChunk, putOff, replaceDocument } from './doomed-steps.ts';
import { send } from './send.ts';

const answerWithinMs = 30_000;

/** What the cases begin with: a knowledge base whose documents must stay, and one that will be deleted. */
export type Scene = { keptId: string; doomedId: string; ledger: Ledger };

async function ask(url: string, keptId: string): Promise<void> {
  const { id } = (await send(url, 'POST', '/api/conversations', {})) as { id: string };
  await send(url, 'POST', `/api/conversations/${id}/turns`, { text: 'What stands in the garden?', stream: false, mode: 'knowledge-base', knowledgeBaseIds: [keptId] });
}

async function untilNothingIsUnderWay(api: ApiClient, id: string): Promise<void> {
  const deadline = Date.now() + answerWithinMs;
  while (Date.now() < deadline) {
    const documents = await api.listDocuments(id);
    const isBusy = documents.some(({ status }) => status !== 'ready' && status !== 'failed');
    if (!isBusy && (await api.getKnowledgeBase(id)).indexState !== 'building') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

type Step = { name: string; run(url: string, scene: Scene): Promise<void> };

const choices = createChoices(7);

/** Between them they come past every durable step of the server. */
export const steps: readonly Step[] = [
  { name: 'upload', run: async (url, { keptId, ledger }) => uploadSome(createApiClient(url), keptId, ledger, choices) },
  { name: 'wait', run: (url, { keptId }) => untilNothingIsUnderWay(createApiClient(url), keptId) },
  { name: 'ask', run: (url, { keptId }) => ask(url, keptId) },
  { name: 'delete a document', run: (url, { ledger }) => removeOne(createApiClient(url), ledger, choices) },
  { name: 'upload more', run: (url, { keptId, ledger }) => uploadSome(createApiClient(url), keptId, ledger, choices) },
  { name: 'split anew', run: (url, { keptId }) => createApiClient(url).rebuild(keptId, 'resplit') },
  { name: 'wait', run: (url, { keptId }) => untilNothingIsUnderWay(createApiClient(url), keptId) },
  { name: 'parse anew', run: (url, { keptId }) => createApiClient(url).rebuild(keptId, 'reparse') },
  { name: 'wait', run: (url, { keptId }) => untilNothingIsUnderWay(createApiClient(url), keptId) },
  { name: 'edit a chunk', run: (url, { doomedId }) => editChunk(url, doomedId) },
  { name: 'replace a document', run: (url, { doomedId }) => replaceDocument(url, doomedId) },
  { name: 'wait', run: (url, { doomedId }) => untilNothingIsUnderWay(createApiClient(url), doomedId) },
  { name: 'put documents off', run: (url, { doomedId }) => putOff(url, doomedId) },
  { name: 'wait', run: (url, { doomedId }) => untilNothingIsUnderWay(createApiClient(url), doomedId) },
  { name: 'back up and restore', run: (url, { doomedId }) => backUpAndRestore(url, doomedId) },
  { name: 'delete the other knowledge base', run: async (url, { doomedId }) => void (await send(url, 'DELETE', `/api/knowledge-bases/${doomedId}`)) },
];
