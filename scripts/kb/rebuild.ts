import type { Document, KnowledgeBaseEvent } from '#contracts/document';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import type { Run } from './command.ts';
import { listDocuments } from './choose.ts';
import { Tally, untilReady } from './take-in.ts';

/** Rebuilds from the originals, beside what answers; with another embedding model if one is asked for. @returns the exit code */
export async function rebuildFromOriginals({ api, given, say }: Run, { id, name }: KnowledgeBase): Promise<number> {
  const embeddingModel = given.texts['embed-model'];
  if (embeddingModel !== undefined) await api.send('PATCH', `/api/knowledge-bases/${id}`, { embeddingModel });
  const events = api.events<KnowledgeBaseEvent>(`/api/knowledge-bases/${id}/events`);
  const first = events.next();
  await api.send('POST', `/api/knowledge-bases/${id}/rebuild`, { depth: 'reparse' });
  let told = -1;
  for (let next = await first; !next.done; next = await events.next()) {
    if (next.value.type !== 'rebuild-progress') continue;
    const { state, percent, message } = next.value.rebuild;
    if (percent !== told) say(`${name}: ${percent} %`);
    told = percent;
    if (state === 'running') continue;
    await events.return(undefined);
    if (state !== 'done') say(`${name}: ${message ?? state}`);
    return state === 'done' ? 0 : 1;
  }
  return 1;
}

/** What failed before may be read now. @returns the exit code */
export async function retryFailed(run: Run, { id }: KnowledgeBase): Promise<number> {
  const failed = (await listDocuments(run.api, id)).filter(({ status }) => status === 'failed');
  if (failed.length === 0) return 0;
  const tally = new Tally(failed.length, run.say);
  for (const document of failed) await run.api.send<Document>('POST', `/api/documents/${document.id}/retry`, {});
  for (const { id: documentId, name } of failed) {
    const reason = await untilReady(run, documentId);
    tally.note(name, reason === undefined ? 'done' : 'failed', reason);
  }
  return tally.end();
}
