import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { waitUntilIdle } from '../crash/invariants.ts';
import { createApiClient } from '../testing/api-client.ts';
import { type RealServer, startServer } from '../testing/real-server.ts';
import { auditFolder } from './failpoints/audit-folder.ts';
import { streamUpload } from './stream-upload.ts';

/*
 * A data folder on a small file system that is filled and freed while the server runs: npx tsx scripts/robustness/disk-full.ts
 * It needs the right to mount one.
 */
const execute = promisify(execFile);
const sizeMb = 160;
const fileBytes = 1024 * 1024;
const problems: string[] = [];

function check(isTrue: boolean, what: string): void {
  console.log(`${isTrue ? 'ok  ' : 'BAD '} ${what}`);
  if (!isTrue) problems.push(what);
}

const textOf = (index: number) => Buffer.from(`marker${index}word stands in document ${index}.\n`.padEnd(fileBytes, ' '));

/** Uploads until one is refused. @returns the refusal and the ids of those that were taken */
async function fill(server: RealServer, knowledgeBaseId: string) {
  const ids: string[] = [];
  for (let index = 0; index < 2 * sizeMb; index++) {
    const answer = await streamUpload(server.url, knowledgeBaseId, `fill-${index}.txt`, textOf(index));
    if ('refusal' in answer) return { refusal: answer.refusal, ids };
    ids.push(answer.documentId);
  }
  throw new Error('The disk never filled');
}

async function ask(url: string, knowledgeBaseId: string): Promise<number> {
  const post = (address: string, body: unknown) => fetch(url + address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const conversation = await post('/api/conversations', {});
  if (!conversation.ok) return conversation.status;
  const { id } = (await conversation.json()) as { id: string };
  return (await post(`/api/conversations/${id}/turns`, { text: 'Where does marker0word stand?', stream: false, mode: 'knowledge-base', knowledgeBaseIds: [knowledgeBaseId] })).status;
}

async function run(dataDir: string): Promise<void> {
  const server = await startServer(dataDir);
  const api = createApiClient(server.url);
  const { id } = await api.createKnowledgeBase({ name: 'Disk' });
  const { documents } = await api.upload(id, [{ name: 'first.txt', content: 'firstmarker stands in the first document.' }]);
  await waitUntilIdle(api, id);

  const { refusal, ids } = await fill(server, id);
  check(refusal.code === 'storage_full' && refusal.hint !== '', `after ${ids.length} files: ${refusal.code}: ${refusal.message} ${refusal.hint}`);
  check((await api.search(id, 'firstmarker', 5)).hits.some(({ documentId }) => documentId === documents[0]!.id), 'search goes on');
  check((await api.listDocuments(id)).length >= ids.length, 'documents are listed');
  check((await fetch(`${server.url}/api/documents/${documents[0]!.id}/text`)).status < 500, 'a document is shown');
  const asked = await ask(server.url, id);
  check(asked < 300, `a question is answered with ${asked}`);
  const again = await streamUpload(server.url, id, 'more.txt', textOf(999));
  check('refusal' in again && again.refusal.code === 'storage_full', 'a second upload is refused the same way');
  check(server.isRunning(), 'the server is still there');

  for (const each of ids.slice(-Math.ceil(ids.length / 2))) await api.deleteDocument(each);
  const kept = ids.slice(0, Math.floor(ids.length / 2));
  const after = await waitUntilIdle(api, id);
  const statusOf = new Map(after.map((each) => [each.id, each.status]));
  check(kept.every((each) => statusOf.get(each) === 'ready'), `with space again, all ${kept.length} that stayed are ready, without a restart`);
  check('documentId' in (await streamUpload(server.url, id, 'after.txt', textOf(1_000))), 'an upload is taken again');
  check((await ask(server.url, id)) < 300, 'a question is answered again');
  await waitUntilIdle(api, id);
  check((await server.stop()) === 0, 'the server stops in order');
  const findings = await auditFolder(dataDir);
  check(findings.length === 0, `doctor: ${findings.join(', ') || 'everything agrees'}`);
}

const folder = await mkdtemp(path.join(tmpdir(), 'lectern-disk-'));
const disk = path.join(folder, 'disk');
await mkdir(disk);
let isMounted = false;
try {
  await execute('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', disk]).then(
    () => (isMounted = true),
    () => console.log('skipped: no right to mount a file system here'),
  );
  if (isMounted) await run(path.join(disk, 'data'));
} finally {
  if (isMounted) await execute('umount', ['-l', disk]);
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = problems.length > 0 ? 1 : 0;
