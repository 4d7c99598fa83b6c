import type { IncomingMessage, ServerResponse } from 'node:http';
import { answers, embeds, lists, type Behaviour } from './fake-openai-behaviours.ts';
import { listenOnLoopback } from './listen.ts';

export type FakeCall = { path: string; authorization: string | undefined; body: Record<string, unknown> };

/** A loopback server that speaks the protocol truly, and fails in whatever way a test asks for. */
export type FakeOpenAi = AsyncDisposable & {
  /** As an administrator enters it, ending in /v1. */
  baseUrl: string;
  /** Every request so far, in order. */
  calls: FakeCall[];
  /** Answers under way, whose client is still there. */
  openAnswers(): number;
  /** What the next requests meet; may be changed at any time. */
  chat: Behaviour;
  embeddings: Behaviour;
  models: Behaviour;
};

const notFound: Behaviour = (_call, response) => void response.writeHead(404).end();

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text ? JSON.parse(text) : {};
}

export async function startFakeOpenAi(): Promise<FakeOpenAi> {
  let open = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const call = { path: request.url ?? '', authorization: request.headers.authorization, body: await readBody(request) };
    fake.calls.push(call);
    open++;
    response.on('close', () => open--);
    const behaviour = { '/v1/chat/completions': fake.chat, '/v1/embeddings': fake.embeddings, '/v1/models': fake.models }[call.path];
    await (behaviour ?? notFound)(call, response);
  };
  const server = await listenOnLoopback((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const fake: FakeOpenAi = {
    baseUrl: `${server.url}/v1`,
    calls: [],
    openAnswers: () => open,
    chat: answers('Hello.'),
    embeddings: embeds(),
    models: lists(['fake-chat', 'fake-embedding']),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
  return fake;
}
