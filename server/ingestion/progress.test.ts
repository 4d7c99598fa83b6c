import type { KnowledgeBaseEvent } from '#contracts/document';
import { expect, test } from 'vitest';
import { Progress } from './progress.ts';

/** Collects what a watcher sees while `happen` runs. */
async function watchDuring(progress: Progress, happen: () => void): Promise<KnowledgeBaseEvent[]> {
  const controller = new AbortController();
  const seen: KnowledgeBaseEvent[] = [];
  const watching = (async () => {
    for await (const event of progress.watch('kb', controller.signal)) seen.push(event);
  })();
  await Promise.resolve();
  happen();
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  await watching;
  return seen;
}

const document = (documentId: string) => ({ documentId, name: `${documentId}.txt` });

test('percent grows from stage to stage and within a stage', async () => {
  const progress = new Progress();
  const events = await watchDuring(progress, () => {
    progress.document('kb', { ...document('a'), status: 'queued' });
    progress.document('kb', { ...document('a'), status: 'parsing' });
    progress.document('kb', { ...document('a'), status: 'embedding' });
    progress.document('kb', { ...document('a'), status: 'embedding' }, 0.5);
    progress.document('kb', { ...document('a'), status: 'ready' });
  });
  const percents = events.flatMap((event) => (event.type === 'document-progress' ? [event.document.percent] : []));
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
  expect(percents.at(-1)).toBe(100);
  expect(new Set(percents).size).toBe(5);
});

test('a batch lasts until its last document has ended, and counts the failed ones', async () => {
  const progress = new Progress();
  const events = await watchDuring(progress, () => {
    for (const id of ['a', 'b']) progress.document('kb', { ...document(id), status: 'queued' });
    progress.document('kb', { ...document('a'), status: 'ready' });
    progress.document('kb', { ...document('b'), status: 'failed' });
    progress.document('kb', { ...document('c'), status: 'queued' });
  });
  const batches = events.flatMap((event) => (event.type === 'batch-progress' ? [event.batch] : []));
  expect(batches.map(({ total, done, failed }) => [total, done, failed])).toEqual([
    [1, 0, 0],
    [2, 0, 0],
    [2, 1, 0],
    [2, 1, 1],
    [1, 0, 0],
  ]);
});

test('a watcher sees only its own knowledge base, and nothing after it left', async () => {
  const progress = new Progress();
  const events = await watchDuring(progress, () => progress.removed('other', 'a'));
  progress.removed('kb', 'a');
  expect(events).toEqual([]);
});
