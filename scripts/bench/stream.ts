import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Conversation } from '#contracts/conversation';
import type { Provider } from '#contracts/model';
import questions from '../../knowledge_base/samples/questions.json' with { type: 'json' };
import { waitUntilIdle } from '../crash/invariants.ts';
import { createApiClient } from '../testing/api-client.ts';
import { type RealServer, startServer } from '../testing/real-server.ts';
import { median, rounds } from './compare.ts';
import { processCpuSeconds } from './process-cpu.ts';

const defaultStreams = 100;
const words = 50;
const intervalMs = 100;
const arriveWithinMs = 1_000;

type Side = { label: string; pid: number; open(): Promise<Response> };
type Round = { firstWordMs: number; cpuMsPerWord: number };

async function startProgram(file: string, ...args: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, file), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

async function post<Answer>(url: string, body: object, method = 'POST'): Promise<Answer> {
  const response = await fetch(url, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Milliseconds from asking to the first word of the answer, which is read to its end. */
async function readAnswer({ open }: Side): Promise<number> {
  const startedAt = performance.now();
  const decoder = new TextDecoder();
  let heard = '';
  let firstWordMs = Number.NaN;
  for await (const bytes of (await open()).body as unknown as AsyncIterable<Uint8Array>) {
    heard += decoder.decode(bytes, { stream: true });
    if (Number.isNaN(firstWordMs) && heard.includes('word0')) firstWordMs = performance.now() - startedAt;
  }
  if (!heard.includes(`word${words - 1}`)) throw new Error(`An answer broke off: ...${heard.slice(-300)}`);
  return firstWordMs;
}

async function runRound(side: Side, streams: number): Promise<Round> {
  const before = await processCpuSeconds(side.pid);
  const delays = await Promise.all(
    Array.from({ length: streams }, async (_, index) => {
      await pause((index / streams) * arriveWithinMs);
      return readAnswer(side);
    }),
  );
  const cpuSeconds = (await processCpuSeconds(side.pid)) - before;
  return { firstWordMs: median(delays), cpuMsPerWord: (cpuSeconds * 1000) / (streams * words) };
}

/** The server with the sample documents, answering from them with the model at `modelUrl`. */
async function serverSide(server: RealServer, modelUrl: string): Promise<Side> {
  const api = createApiClient(server.url);
  const [samples] = await api.listKnowledgeBases();
  await waitUntilIdle(api, samples!.id);
  const { id } = await post<Provider>(`${server.url}/api/providers`, { name: 'Paced', baseUrl: `${modelUrl}/v1`, chatModels: ['paced'] });
  return {
    label: 'a turn, with retrieval and storing',
    pid: server.pid,
    async open() {
      const conversation = await post<Conversation>(`${server.url}/api/conversations`, {});
      const body = { text: questions.en[0], mode: 'knowledge-base', knowledgeBaseIds: [samples!.id], model: `${id}/paced` };
      return fetch(`${server.url}/api/conversations/${conversation.id}/turns`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    },
  };
}

function pipeSide(pipe: { child: ChildProcess; url: string }): Side {
  return {
    label: 'a raw pipe',
    pid: pipe.child.pid!,
    open: () => fetch(pipe.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
  };
}

/** Many answers streamed at once through the server, against the same through a raw pipe. @param args number of streams */
export async function benchStream([streamsText]: readonly string[]): Promise<void> {
  const streams = Number(streamsText ?? defaultStreams);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-bench-'));
  const model = await startProgram('paced-model.ts', String(words), String(intervalMs));
  const pipe = await startProgram('raw-pipe.ts', model.url);
  const server = await startServer(dataDir);
  try {
    const sides = [await serverSide(server, model.url), pipeSide(pipe)];
    const results = sides.map(() => [] as Round[]);
    for (const side of sides) await runRound(side, streams);
    for (let round = 0; round < rounds; round++) {
      for (const [index, side] of sides.entries()) results[index]!.push(await runRound(side, streams));
    }
    print(sides, results, streams);
  } finally {
    await server.stop();
    for (const { child } of [model, pipe]) child.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function print(sides: readonly Side[], results: readonly Round[][], streams: number): void {
  console.log(`${streams} answers at once, a word every ${intervalMs} ms, median of ${rounds} rounds`);
  const medians = results.map((each) => ({
    firstWordMs: median(each.map(({ firstWordMs }) => firstWordMs)),
    cpuMsPerWord: median(each.map(({ cpuMsPerWord }) => cpuMsPerWord)),
  }));
  for (const [index, { firstWordMs, cpuMsPerWord }] of medians.entries()) {
    console.log(`  ${sides[index]!.label.padEnd(36)} first word ${firstWordMs.toFixed(0).padStart(5)} ms, ${cpuMsPerWord.toFixed(3)} ms CPU a word`);
  }
  const [own, raw] = medians;
  console.log(`  added before the first word ${(own!.firstWordMs - raw!.firstWordMs).toFixed(0)} ms, CPU a word ${(own!.cpuMsPerWord / raw!.cpuMsPerWord).toFixed(2)}x`);
}
