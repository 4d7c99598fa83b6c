import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProviderOptions } from '#contracts/provider-options';
import { listenOnLoopback } from '../../testing/listen.ts';
import { itBehavesLikeAReranker } from '../reranker.suite.ts';
import type { Endpoint } from '../wire/endpoint.ts';
import { remoteReranker } from './remote.ts';

type Listening = Awaited<ReturnType<typeof listenOnLoopback>>;
let server: Listening;
const asked: { path: string; body: Record<string, unknown>; authorization: string | undefined }[] = [];
const relevanceOf = (text: string) => (text.includes('dog') ? 0.9 : text.includes('cat') ? 0.4 : 0.01);

beforeAll(async () => {
  const app = express();
  app.use(express.json());
  app.use((request, _response, next) => {
    asked.push({ path: request.path, body: request.body as Record<string, unknown>, authorization: request.headers.authorization });
    next();
  });
  const rank = (texts: readonly string[]) => texts.map((text, index) => ({ index, score: relevanceOf(text) })).reverse();
  app.post('/jina/rerank', (request, response) => {
    const { documents } = request.body as { documents: string[] };
    response.json({ model: 'm', results: rank(documents).map(({ index, score }) => ({ index, relevance_score: score })) });
  });
  app.post('/tei/rerank', (request, response) => {
    const { texts } = request.body as { texts?: string[] };
    if (texts) response.json(rank(texts));
    else response.status(422).json({ error: 'missing field `texts`' });
  });
  app.post('/forgetful/rerank', (_request, response) => void response.json({ results: [{ index: 0, relevance_score: 1 }] }));
  app.post('/down/rerank', (_request, response) => void response.status(500).json({ error: 'out of memory' }));
  server = await listenOnLoopback(app);
});
afterAll(() => server[Symbol.asyncDispose]());

const endpoint = (path: string): Endpoint => ({
  name: 'Ranks',
  baseUrl: `${server.url}/${path}`,
  apiKey: 'secret',
  isKeyMissing: false,
  options: ProviderOptions.parse({}),
  fetch: (url, init) => fetch(url, init),
});
const open = (path: string) => remoteReranker(endpoint(path), `ranks/${path}`, 'bge-reranker');
const { signal } = new AbortController();

itBehavesLikeAReranker('the form of Jina and Cohere', async () => open('jina'));
itBehavesLikeAReranker('the form of Text Embeddings Inference', async () => open('tei'));

test('the model is named, the key goes along, and the form a server speaks is found out once', async () => {
  asked.length = 0;
  const reranker = open('tei');
  await reranker.rerank('dog', ['cat'], signal);
  await reranker.rerank('dog', ['cat'], signal);
  expect(asked.map(({ path, body }) => [path, Object.keys(body)])).toEqual([
    ['/tei/rerank', ['model', 'query', 'documents', 'top_n']],
    ['/tei/rerank', ['query', 'texts']],
    ['/tei/rerank', ['query', 'texts']],
  ]);
  expect(asked[0]).toMatchObject({ authorization: 'Bearer secret', body: { model: 'bge-reranker', top_n: 1 } });
});

test('an answer that leaves texts out, and a server that fails, are failures that name it', async () => {
  await expect(open('forgetful').rerank('dog', ['cat', 'car'], signal)).rejects.toMatchObject({ code: 'provider_failed' });
  await expect(open('down').rerank('dog', ['cat'], signal)).rejects.toThrow(/Ranks.*out of memory/);
});
