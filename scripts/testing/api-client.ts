import type { z } from 'zod';
import { Chunk, Document, type ExistingName, UploadResponse } from '#contracts/document';
import { KnowledgeBase } from '#contracts/knowledge-base';
import { Provider } from '#contracts/model';
import { listOf } from '#contracts/pagination';
import { SearchResponse } from '#contracts/search';

const answerWithinMs = 60_000;
const pageSize = 100;

export type UploadedFile = { name: string; content: string | Uint8Array };

/** The API as a program outside would use it; every answer is read by its contract. */
export function createApiClient(url: string) {
  async function ask<Schema extends z.ZodType>(schema: Schema, path: string, init: RequestInit = {}): Promise<z.infer<Schema>> {
    const response = await fetch(url + path, { signal: AbortSignal.timeout(answerWithinMs), ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return schema.parse(text ? JSON.parse(text) : undefined);
  }

  function send(method: string, body: unknown): RequestInit {
    return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  }

  async function listAll<Schema extends z.ZodType>(item: Schema, path: string): Promise<z.infer<Schema>[]> {
    const items: z.infer<Schema>[] = [];
    for (let page = 1; ; page++) {
      const answer = await ask(listOf(item), `${path}?page=${page}&pageSize=${pageSize}`);
      items.push(...(answer.items as z.infer<Schema>[]));
      if (answer.items.length < pageSize) return items;
    }
  }

  return {
    createProvider: (input: { name: string; baseUrl: string; embeddingModels: readonly string[] }) => ask(Provider, '/api/providers', send('POST', input)),
    listKnowledgeBases: () => listAll(KnowledgeBase, '/api/knowledge-bases'),
    getKnowledgeBase: (id: string) => ask(KnowledgeBase, `/api/knowledge-bases/${id}`),
    createKnowledgeBase: (input: { name: string; chunkSize?: number; chunkOverlap?: number; embeddingModel?: string }) =>
      ask(KnowledgeBase, '/api/knowledge-bases', send('POST', input)),
    upload(knowledgeBaseId: string, files: readonly UploadedFile[], existing: ExistingName = 'refuse') {
      const form = new FormData();
      for (const { name, content } of files) form.append('files', new Blob([content as BlobPart]), name);
      return ask(UploadResponse, `/api/knowledge-bases/${knowledgeBaseId}/documents?existing=${existing}`, { method: 'POST', body: form });
    },
    listDocuments: (knowledgeBaseId: string) => listAll(Document, `/api/knowledge-bases/${knowledgeBaseId}/documents`),
    getDocument: (documentId: string) => ask(Document, `/api/documents/${documentId}`),
    listChunks: (documentId: string) => listAll(Chunk, `/api/documents/${documentId}/chunks`),
    async deleteDocument(documentId: string): Promise<void> {
      const response = await fetch(`${url}/api/documents/${documentId}`, { method: 'DELETE', signal: AbortSignal.timeout(answerWithinMs) });
      if (!response.ok && response.status !== 404) throw new Error(`DELETE answered ${response.status}: ${await response.text()}`);
    },
    async rebuild(knowledgeBaseId: string, depth?: string): Promise<void> {
      const response = await fetch(`${url}/api/knowledge-bases/${knowledgeBaseId}/rebuild`, send('POST', { depth }));
      if (response.status !== 202 && response.status !== 409) throw new Error(`rebuild answered ${response.status}: ${await response.text()}`);
    },
    search: (knowledgeBaseId: string, query: string, topK: number) =>
      ask(SearchResponse, `/api/knowledge-bases/${knowledgeBaseId}/search`, send('POST', { query, topK, scoreThreshold: 0 })),
  };
}

export type ApiClient = ReturnType<typeof createApiClient>;
