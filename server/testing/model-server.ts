import type { Provider } from '#contracts/model';
import { type FakeOpenAi, startFakeOpenAi } from './fake-openai.ts';
import { startTestServer, type TestServer } from './test-server.ts';

/** A whole server with a provider of fake models, whose key is `sk-very-secret`; no default of the settings names them. */
export type ModelServer = AsyncDisposable & { server: TestServer; fake: FakeOpenAi; chatModel: string; embeddingModel: string };

export async function startModelServer(environment?: Record<string, string>): Promise<ModelServer> {
  const [server, fake] = await Promise.all([startTestServer(environment), startFakeOpenAi()]);
  const provider = { name: 'Fake', baseUrl: fake.baseUrl, apiKey: 'sk-very-secret', chatModels: ['fake-chat'], embeddingModels: ['fake-embedding'] };
  const { id } = (await server.ask<Provider>('POST', '/api/providers', provider)).body;
  return {
    server,
    fake,
    chatModel: `${id}/fake-chat`,
    embeddingModel: `${id}/fake-embedding`,
    [Symbol.asyncDispose]: async () => void (await Promise.all([server, fake].map((each) => each[Symbol.asyncDispose]()))),
  };
}
