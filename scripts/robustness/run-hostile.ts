import { access } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Document } from '#contracts/document';
import { waitUntilIdle } from '../crash/invariants.ts';
import { type ApiClient, createApiClient } from '../testing/api-client.ts';
import type { RealServer } from '../testing/real-server.ts';
import type { Canary } from './canary.ts';
import { goodFile, goodFormats } from './good-files.ts';
import type { HostileFile } from './hostile/hostile-file.ts';
import { Pulse } from './pulse.ts';
import { ChildWatch, isRunning, peakMemoryMb } from './process-memory.ts';
import { streamUpload, type Refusal } from './stream-upload.ts';

/** A parser's time, see server/ingestion/parser-pool.ts, and what a busy machine adds. */
const parseLimit = { seconds: 60, perMegabyte: 10, slack: 20 };
const serverLimitMb = 700;
/** As many as the server parses at once, so that the time of each is its own. */
const filesUnderWay = 2;
const pollMs = 100;
const endWithinMs = 15_000;

export type Verdict = { family: string; name: string; outcome: 'ready' | Refusal; seconds: number; sizeBytes: number; problems: string[] };
export type HostileReport = { verdicts: Verdict[]; problems: string[]; serverPeakMb: number; largestParserMb: number; slowestAnswerMs: number };

function answers(refusal: Refusal): string[] {
  const problems: string[] = [];
  if (refusal.code === 'internal') problems.push(`unforeseen: ${refusal.message}`);
  if (!refusal.hint) problems.push(`no hint: ${refusal.message}`);
  return problems;
}

async function settledDocument(api: ApiClient, id: string, sizeBytes: number): Promise<{ document: Document; seconds: number }> {
  const begun = Date.now();
  let parsingSince = begun;
  for (;;) {
    const document = await api.getDocument(id);
    if (document.status === 'queued') parsingSince = Date.now();
    const seconds = (Date.now() - parsingSince) / 1_000;
    if (document.status === 'ready' || document.status === 'failed') return { document, seconds };
    const limit = parseLimit.seconds + parseLimit.slack + (parseLimit.perMegabyte * sizeBytes) / 1024 / 1024;
    if (seconds > limit) throw new Error(`still ${document.status} after ${Math.round(seconds)} s`);
    await pause(pollMs);
  }
}

function judge(file: HostileFile, document: Document): string[] {
  if (document.failure) return [...answers(document.failure), ...(file.outcome === 'read' ? [`not read: ${document.failure.message}`] : [])];
  return file.outcome === 'refused' ? ['was read, and should have been refused'] : [];
}

async function tryFile(server: RealServer, knowledgeBaseId: string, family: string, file: HostileFile): Promise<Verdict> {
  const api = createApiClient(server.url);
  const verdict: Verdict = { family, name: file.name, outcome: 'ready', seconds: 0, sizeBytes: 0, problems: [] };
  try {
    const answer = await streamUpload(server.url, knowledgeBaseId, file.name, file.content());
    if ('refusal' in answer) return { ...verdict, outcome: answer.refusal, problems: answers(answer.refusal) };
    const { sizeBytes } = await api.getDocument(answer.documentId);
    const { document, seconds } = await settledDocument(api, answer.documentId, sizeBytes);
    Object.assign(verdict, { outcome: document.failure ?? 'ready', seconds, sizeBytes, problems: judge(file, document) });
    if (file.forbidden && (await api.listChunks(answer.documentId)).some((chunk) => chunk.text.includes(file.forbidden!))) verdict.problems.push('holds words of another file');
  } catch (error) {
    verdict.problems.push(error instanceof Error ? error.message : String(error));
  }
  return verdict;
}

async function checkGoodOnes(api: ApiClient, knowledgeBaseId: string, secret: string): Promise<string[]> {
  const problems: string[] = [];
  const documents = await waitUntilIdle(api, knowledgeBaseId);
  for (const { name, marker } of goodFormats.map(goodFile)) {
    const status = documents.find((each) => each.name === name)?.status;
    const { hits } = await api.search(knowledgeBaseId, marker, 20);
    if (status !== 'ready' || !hits.some((hit) => hit.text.includes(marker))) problems.push(`${name} is ${status}, and found ${hits.length} times`);
  }
  const { hits } = await api.search(knowledgeBaseId, secret, 20);
  if (hits.some((hit) => hit.text.includes(secret))) problems.push('words of a file beside the data folder are found');
  return problems;
}

async function checkOutside(server: RealServer, canary: Canary): Promise<string[]> {
  const problems: string[] = [];
  const isEscaped = await access('/tmp/escaped.txt').then(() => true, () => false);
  if (isEscaped) problems.push('/tmp/escaped.txt was written');
  if (canary.requests.length > 0) problems.push(`documents asked for ${canary.requests.join(', ')}`);
  if (!isRunning(server.pid)) problems.push('the server is gone');
  return problems;
}

/** Processes notice within a second or two that the server is gone; a busy machine lets them take longer. */
async function stillRunning(processIds: ReadonlySet<number>): Promise<number[]> {
  for (const deadline = Date.now() + endWithinMs; Date.now() < deadline; await pause(pollMs)) {
    if (![...processIds].some(isRunning)) return [];
  }
  return [...processIds].filter(isRunning);
}

/** Uploads every file beside sound ones of every format, a few at a time, and waits for what becomes of each. */
export async function runHostile(
  server: RealServer,
  canary: Canary,
  families: Readonly<Record<string, readonly HostileFile[]>>,
  onVerdict: (verdict: Verdict) => void = () => {},
): Promise<HostileReport> {
  using watch = new ChildWatch(server.pid);
  using pulse = new Pulse(server.url);
  const api = createApiClient(server.url);
  const { id } = await api.createKnowledgeBase({ name: 'Hostile' });
  const waiting = Object.entries(families).flatMap(([family, files]) => files.map((file) => ({ family, file })));
  const goodEvery = Math.max(1, Math.floor(waiting.length / goodFormats.length));
  const good = goodFormats.map(goodFile);
  const verdicts: Verdict[] = [];

  const problems: string[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const sound = waiting.length % goodEvery === 0 ? good.shift() : undefined;
      if (sound) await streamUpload(server.url, id, sound.name, sound.content);
      const verdict = await tryFile(server, id, next.family, next.file);
      verdicts.push(verdict);
      onVerdict(verdict);
      if (!isRunning(server.pid)) return;
    }
  };
  await Promise.all(Array.from({ length: filesUnderWay }, work));
  for (const { name, content } of good) await streamUpload(server.url, id, name, content);

  const serverPeakMb = await peakMemoryMb(server.pid);
  if (serverPeakMb > serverLimitMb) problems.push(`the server used ${serverPeakMb} MB`);
  problems.push(...(await checkGoodOnes(api, id, canary.secret)), ...(await checkOutside(server, canary)));
  await server.stop();
  const left = await stillRunning(watch.seen);
  if (left.length > 0) problems.push(`${left.length} processes outlived the server`);
  return { verdicts, problems, serverPeakMb, largestParserMb: watch.largestMb, slowestAnswerMs: pulse.slowestMs };
}
