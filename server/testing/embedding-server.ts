import type { Provider } from '#contracts/model';
import { type FakeOpenAi, startFakeOpenAi } from './fake-openai.ts';
import { startTestServer, type TestServer } from './test-server.ts';

/** A whole server with a provider whose embedding model is the fake one. */
export type EmbeddingServer = AsyncDisposable & { server: TestServer; fake: FakeOpenAi; embeddingModel: string };

export async function startEmbeddingServer(): Promise<EmbeddingServer> {
  const [server, fake] = await Promise.all([startTestServer(), startFakeOpenAi()]);
  const { body } = await server.ask<Provider>('POST', '/api/providers', { name: 'Fake', baseUrl: fake.baseUrl, embeddingModels: ['fake-embedding'] });
  return {
    server,
    fake,
    embeddingModel: `${body.id}/fake-embedding`,
    [Symbol.asyncDispose]: async () => void (await Promise.all([server, fake].map((each) => each[Symbol.asyncDispose]()))),
  };
}
