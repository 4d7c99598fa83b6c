import path from 'node:path';
import { vi } from 'vitest';
import type { Document, ExistingName } from '#contracts/document';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { createApp } from '../app.ts';
import { type AppContext, createContext } from '../context.ts';
import { loadConfig } from '../platform/config.ts';
import { openWebPage } from '../web-page.ts';
import { listenOnLoopback } from './listen.ts';
import { temporaryFolder } from './test-database.ts';

const readyTimeoutMs = 30_000;

export type Answer<Body> = { status: number; headers: Headers; body: Body };

/** The whole server on a free port over a new data folder, with real child processes; only the samples are left out. */
export type TestServer = AsyncDisposable & {
  context: AppContext;
  url: string;
  dataDir: string;
  ask<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<Body>>;
  createKnowledgeBase(input?: Partial<KnowledgeBase>): Promise<KnowledgeBase>;
  /** Uploads files by name and content, and answers what the server said. */
  upload<Body = { documents: { id: string; name: string; status: string; duplicate: boolean }[]; rejected: { name: string }[] }>(
    knowledgeBaseId: string,
    files: Record<string, string | Uint8Array>,
    existing?: ExistingName,
  ): Promise<Answer<Body>>;
  /** Uploads one file and waits until it is ready or has failed. */
  ingest(knowledgeBaseId: string, name: string, content: string | Uint8Array): Promise<Document>;
};

let knowledgeBaseCount = 0;

/** Starts over an existing data folder, as a restart does. */
export async function startTestServerIn(dataDir: string, environment: Record<string, string> = {}): Promise<TestServer> {
  const context = await createContext(loadConfig({ DATA_DIR: dataDir, MODELS_DIR: path.join(dataDir, 'models'), LOG_LEVEL: 'silent', PARSER_PROCESSES: '1', ...environment }));
  await context.database.write((transaction) => transaction.setting.upsert({ where: { key: 'samplesSeeded' }, create: { key: 'samplesSeeded', value: 'true' }, update: {} }));
  await context.start();
  const server = await listenOnLoopback(createApp(context, await openWebPage(path.join(dataDir, 'no-page'))));

  const ask: TestServer['ask'] = async <Body>(method: string, path: string, body?: unknown) => {
    const headers = body === undefined ? undefined : { 'Content-Type': 'application/json' };
    const response = await fetch(server.url + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
  };
  const upload: TestServer['upload'] = async <Body>(knowledgeBaseId: string, files: Record<string, string | Uint8Array>, existing: ExistingName = 'refuse') => {
    const form = new FormData();
    for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content as Uint8Array<ArrayBuffer>]), name);
    const response = await fetch(`${server.url}/api/knowledge-bases/${knowledgeBaseId}/documents?existing=${existing}`, { method: 'POST', body: form });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };
  return {
    context,
    url: server.url,
    dataDir,
    ask,
    upload,
    createKnowledgeBase: async (input) => (await ask<KnowledgeBase>('POST', '/api/knowledge-bases', { name: `Knowledge base ${++knowledgeBaseCount}`, ...input })).body,
    async ingest(knowledgeBaseId, name, content) {
      const { id } = (await upload(knowledgeBaseId, { [name]: content })).body.documents[0]!;
      return vi.waitFor(
        async () => {
          const { body } = await ask<Document>('GET', `/api/documents/${id}`);
          if (body.status !== 'ready' && body.status !== 'failed') throw new Error(`${name} is still ${body.status}`);
          return body;
        },
        { timeout: readyTimeoutMs, interval: 50 },
      );
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await context[Symbol.asyncDispose]();
    },
  };
}

export async function startTestServer(environment: Record<string, string> = {}): Promise<TestServer> {
  const folder = await temporaryFolder();
  const server = await startTestServerIn(folder.path, environment);
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}
