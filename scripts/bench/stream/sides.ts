import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Conversation } from '#contracts/conversation';
import type { Provider } from '#contracts/model';
import questions from '../../../knowledge_base/samples/questions.json' with { type: 'json' };
import { waitUntilIdle } from '../../crash/invariants.ts';
import { createApiClient } from '../../testing/api-client.ts';
import type { RealServer } from '../../testing/real-server.ts';
import type { Asked } from './read-answer.ts';

/** What stands between the reader and the model. `prepare` makes ready to ask once more, before the clock runs. */
export type Side = { label: string; pid: number; prepare(): Promise<Asked> };
export type Program = { child: ChildProcess; url: string };

export async function startProgram(file: string, ...args: string[]): Promise<Program> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, file), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

/** Of the model: it has no limit of its own. */
const answersAtOnce = 10_000;

async function post<Answer>(url: string, body: object): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** The server with the sample documents, answering from them with the model at `modelUrl`; the question and the answer are stored. */
export async function serverSide(server: RealServer, modelUrl: string): Promise<Side> {
  const api = createApiClient(server.url);
  const [samples] = await api.listKnowledgeBases();
  await waitUntilIdle(api, samples!.id);
  const { id } = await post<Provider>(`${server.url}/api/providers`, { name: 'Paced', baseUrl: `${modelUrl}/v1`, chatModels: ['paced'], options: { concurrency: answersAtOnce } });
  const question = { text: questions.en[0], mode: 'knowledge-base', knowledgeBaseIds: [samples!.id], model: `${id}/paced` };
  return {
    label: 'Lectern, with retrieval and storing',
    pid: server.pid,
    async prepare() {
      const conversation = await post<Conversation>(`${server.url}/api/conversations`, {});
      return { url: `${server.url}/api/conversations/${conversation.id}/turns`, body: JSON.stringify(question) };
    },
  };
}

export function programSide(label: string, { child, url }: Program): Side {
  return { label, pid: child.pid!, prepare: async () => ({ url, body: JSON.stringify({ question: questions.en[0] }) }) };
}
