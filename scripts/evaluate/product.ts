import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Document } from '#contracts/document';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import type { SearchResponse } from '#contracts/search';
import { createApp } from '../../server/app.ts';
import { createContext } from '../../server/context.ts';
import { loadConfig } from '../../server/platform/config.ts';
import { AppError } from '../../server/platform/errors.ts';
import { listenOnLoopback } from '../../server/testing/listen.ts';
import { openWebPage } from '../../server/web-page.ts';
import type { SourceDocument } from './question-set.ts';

const filesPerUpload = 100;
const pollMs = 300;
const readyTimeoutMs = 30 * 60_000;

/** The whole server over an empty data folder of its own, asked over HTTP as the page does. */
export type Product = AsyncDisposable & {
  createKnowledgeBase(settings: Partial<KnowledgeBase>): Promise<KnowledgeBase>;
  /** Uploads the documents and waits until all are ready. @returns id in the set by id in the product */
  ingest(knowledgeBaseId: string, documents: readonly SourceDocument[]): Promise<Map<string, string>>;
  search(knowledgeBaseId: string, query: string): Promise<SearchResponse>;
};

type Uploaded = { documents: { id: string }[]; rejected: { name: string; error: { message: string } }[] };

export async function startProduct(): Promise<Product> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-evaluate-'));
  const context = await createContext(loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'error' }));
  await context.jobs.start();
  const server = await listenOnLoopback(createApp(context, await openWebPage(path.join(dataDir, 'no-page'))));

  async function ask<Body>(route: string, init?: RequestInit): Promise<Body> {
    const response = await fetch(server.url + route, init);
    if (!response.ok) throw new AppError('internal', `${route} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Body;
  }
  const post = <Body>(route: string, body: unknown) =>
    ask<Body>(route, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

  async function upload(knowledgeBaseId: string, documents: readonly SourceDocument[]): Promise<string[]> {
    const form = new FormData();
    for (const { name, content } of documents) form.append('files', content, name);
    const answer = await ask<Uploaded>(`/api/knowledge-bases/${knowledgeBaseId}/documents?existing=keep-both`, { method: 'POST', body: form });
    const [rejected] = answer.rejected;
    if (rejected) throw new AppError('invalid_request', `${rejected.name} was rejected: ${rejected.error.message}`);
    return answer.documents.map((document) => document.id);
  }

  async function waitUntilReady(knowledgeBaseId: string): Promise<void> {
    for (let waitedMs = 0; waitedMs < readyTimeoutMs; waitedMs += pollMs) {
      const { documentCount, readyCount, failedCount } = await ask<KnowledgeBase>(`/api/knowledge-bases/${knowledgeBaseId}`);
      if (failedCount > 0) {
        const { items } = await ask<{ items: Document[] }>(`/api/knowledge-bases/${knowledgeBaseId}/documents?status=failed`);
        throw new AppError('internal', `${failedCount} documents failed, first ${items[0]?.name}: ${items[0]?.failure?.message}`);
      }
      if (readyCount === documentCount) return;
      await sleep(pollMs);
    }
    throw new AppError('timed_out', 'The documents did not become ready in time');
  }

  return {
    createKnowledgeBase: (settings) => post('/api/knowledge-bases', settings),
    async ingest(knowledgeBaseId, documents) {
      const setIds = new Map<string, string>();
      for (let first = 0; first < documents.length; first += filesPerUpload) {
        const slice = documents.slice(first, first + filesPerUpload);
        const ids = await upload(knowledgeBaseId, slice);
        ids.forEach((id, index) => setIds.set(id, slice[index]!.id));
      }
      await waitUntilReady(knowledgeBaseId);
      return setIds;
    },
    search: (knowledgeBaseId, query) => post(`/api/knowledge-bases/${knowledgeBaseId}/search`, { query, topK: 20, scoreThreshold: 0 }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await context[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
