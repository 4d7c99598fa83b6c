import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProviderOptions } from '#contracts/provider-options';
import { collect } from '../testing/collect.ts';
import { endpointAt } from '../testing/endpoint.ts';
import { type EndpointAnswer, type FakeEndpoint, pause, sendsJson, sendsPieces, startFakeEndpoint } from '../testing/fake-endpoint.ts';
import type { ChatModelEvent, OfferedTool, PromptMessage } from './chat-model.ts';
import type { ChatCompletion, Protocol } from './protocol.ts';

type End = 'stop' | 'token-limit' | 'filtered';

/** One protocol as its documentation tells it. */
export type ProtocolFixture = {
  protocol: Protocol;
  /** Behind the address of the server. */
  basePath?: string;
  options?: Partial<ProviderOptions>;
  /** Answers of other paths, which are not recorded. */
  fixed?: Readonly<Record<string, unknown>>;
  contentType: string;
  /** A streamed answer: what comes first, an event with text, and how it ends, with a usage of 11 and 7. */
  opening?: string;
  delta(text: string): string;
  closing(end: End): string;
  /** Where the protocol can say that a filter ended the answer. */
  filters?: boolean;
  /** Two calls at once: `search` with {"query":"leave"}, and `now` with {}; ids `a` and `b` where there are any. */
  toolStream?: string;
  /** An answer in one JSON document: "All at once." */
  whole?: unknown;
  /** How it says "boom" in the middle of an answer. */
  errorEvent: string;
  contextTooLong: { status: number; body: unknown };
  /** The request for `conversation`, with `allParameters` of those it takes. */
  expected: { path: string; headers: Record<string, string>; body: unknown };
  /** What asks for a call of any tool, and of `search`; left out where the protocol cannot. */
  toolChoices?: { required: object; search: object };
  /** What the messages become when two tools were called, and gave something. */
  expectedAfterTools?: unknown;
  modelList: { path: string; body: unknown };
  /** Answer with these vectors, and the request for the texts `abc` and `年假` as documents. */
  embeddings?: { answer(vectors: readonly number[][]): unknown; expected: { path: string; body: unknown } };
};

const never = new AbortController().signal;
const key = 'key-1234567890';
const conversation: PromptMessage[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Hello?' },
  { role: 'assistant', content: 'Hello.' },
  { role: 'user', content: '年假几天？' },
];
const allParameters = { topP: 0.9, topK: 40, minP: 0.05, repetitionPenalty: 1.2, presencePenalty: 0.1, frequencyPenalty: 0.2, truncate: 1024, stop: ['</s>'], seed: 7, watermark: false };
export const offeredTools: OfferedTool[] = [
  { name: 'search', description: 'Searches.', input: { type: 'object', properties: { query: { type: 'string' } } } },
  { name: 'now', description: 'Tells the time.', input: { type: 'object', properties: {} } },
];
const afterTools: PromptMessage[] = [
  { role: 'user', content: 'Leave?' },
  {
    role: 'assistant',
    content: '',
    toolUses: [
      { id: 'a', name: 'search', arguments: '{"query":"leave"}' },
      { id: 'b', name: 'now', arguments: '{"broken' },
    ],
  },
  { role: 'tool', toolUseId: 'a', content: '15 days' },
  { role: 'tool', toolUseId: 'b', content: 'Error: broken arguments' },
];

/** What every protocol does the same, over a loopback server that speaks it. */
export function protocolSuite(fixture: ProtocolFixture): void {
  const { protocol } = fixture;
  describe(protocol.label, () => {
    let fake: FakeEndpoint;
    beforeEach(async () => {
      fake = await startFakeEndpoint(fixture.fixed);
    });
    afterEach(() => fake[Symbol.asyncDispose]());

    const endpoint = () => endpointAt(fake.url + (fixture.basePath ?? ''), fixture.options, key);
    const ask = (change: Partial<ChatCompletion> = {}, signal = never) =>
      protocol.streamChat(endpoint(), { model: 'm', messages: conversation, temperature: 0.2, maxTokens: 50, ...change }, signal);
    async function read(events: AsyncIterable<ChatModelEvent> = ask()) {
      const all = await collect(events);
      const text = all.map((event) => (event.type === 'text-delta' ? event.delta : '')).join('');
      return { text, others: all.filter(({ type }) => type !== 'text-delta') };
    }
    const streams = (body: string): EndpointAnswer => sendsPieces(fixture.contentType, body);
    const opening = fixture.opening ?? '';
    const answers = (...texts: string[]) => streams(opening + texts.map(fixture.delta).join('') + fixture.closing('stop'));
    const usage = { type: 'usage', promptTokens: 11, completionTokens: 7 };

    test('is asked as its documentation says, with every parameter it takes', async () => {
      fake.answers = [answers('Fine.')];
      const taken = Object.fromEntries(Object.entries(allParameters).filter(([name]) => name in protocol.parameterNames));
      await read(ask({ parameters: taken }));
      const { path, headers, body } = fixture.expected;
      expect(fake.calls).toMatchObject([{ method: 'POST', path, headers }]);
      expect(fake.calls[0]!.body).toEqual(body);
    });

    test('streams the text with the usage at its end, whatever the pieces', async () => {
      fake.answers = [answers('年假', '每年十五天 🎉。')];
      expect(await read()).toEqual({ text: '年假每年十五天 🎉。', others: [usage] });
    });

    test.runIf(fixture.whole)('an answer that is not streamed is read too', async () => {
      fake.answers = [sendsJson(fixture.whole)];
      expect((await read()).text).toBe('All at once.');
    });

    test.runIf(fixture.toolStream)('tools are offered, and calls come whole, several at once', async () => {
      fake.answers = [streams(fixture.toolStream!)];
      const { others } = await read(ask({ tools: offeredTools }));
      expect(JSON.stringify(fake.calls[0]!.body)).toContain('Tells the time.');
      const uses = others.flatMap((event) => (event.type === 'tool-use' ? [event.use] : []));
      expect(uses.map(({ name, arguments: text }) => [name, JSON.parse(text)])).toEqual([
        ['search', { query: 'leave' }],
        ['now', {}],
      ]);
      expect(new Set(uses.map(({ id }) => id)).size).toBe(2);
    });

    test.runIf(fixture.toolChoices)('a call can be asked for, of any tool or of one', async () => {
      fake.answers = [streams(fixture.toolStream!), streams(fixture.toolStream!)];
      await read(ask({ tools: offeredTools, toolChoice: 'required' }));
      await read(ask({ tools: offeredTools, toolChoice: { name: 'search' } }));
      expect(fake.calls.map((call) => call.body)).toMatchObject([fixture.toolChoices!.required, fixture.toolChoices!.search]);
    });

    test.runIf(protocol.callsTools && !fixture.toolChoices)('to ask for a call is refused by the name of the field', async () => {
      await expect(async () => read(ask({ tools: offeredTools, toolChoice: 'required' }))).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'toolChoice' } });
      expect(fake.calls).toEqual([]);
    });

    test.runIf(fixture.expectedAfterTools)('what tools gave goes back with the calls, broken arguments as nothing', async () => {
      fake.answers = [answers('Fifteen.')];
      await read(ask({ messages: afterTools, tools: offeredTools }));
      expect(fake.calls[0]!.body).toMatchObject(fixture.expectedAfterTools!);
    });

    test('an answer that the limit of tokens ended says so', async () => {
      fake.answers = [streams(opening + fixture.delta('Half') + fixture.closing('token-limit'))];
      expect((await read()).others).toContainEqual({ type: 'token-limit-reached' });
    });

    test.runIf(fixture.filters)('an answer that a filter ended is a failure that says so', async () => {
      fake.answers = [streams(opening + fixture.delta('Half') + fixture.closing('filtered'))];
      await expect(read()).rejects.toMatchObject({ code: 'provider_failed', message: expect.stringContaining('content filter') });
    });

    test('a key that is not accepted', async () => {
      fake.answers = [sendsJson({ error: { message: `bad ${key}` } }, 401)];
      await expect(read()).rejects.toMatchObject({ code: 'provider_failed', message: 'Fake answered 401: bad ***', hint: 'Check the API key.' });
    });

    test('too many requests, with the time to wait', async () => {
      fake.answers = [sendsJson({ error: { message: 'slow down' } }, 429, { 'Retry-After': '7' })];
      await expect(read()).rejects.toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: 7 } });
    });

    test('a prompt that is too long', async () => {
      fake.answers = [sendsJson(fixture.contextTooLong.body, fixture.contextTooLong.status)];
      await expect(read()).rejects.toMatchObject({ details: { contextExceeded: true } });
      expect(fake.calls).toHaveLength(1);
    });

    test('a parameter that somebody chose and the server refuses is named, and never left out', async () => {
      const complaint = `${protocol.parameterNames.topP} and ${protocol.parameterNames.temperature} are not for this model`;
      fake.answers = [sendsJson({ error: { message: complaint } }, 400)];
      await expect(read(ask({ temperatureIsChosen: true, parameters: { topP: 0.9 } }))).rejects.toMatchObject({ message: `Fake answered 400: ${complaint}` });
      expect(fake.calls).toHaveLength(1);
    });

    test('an error in the middle of the answer', async () => {
      fake.answers = [streams(opening + fixture.delta('Half') + fixture.errorEvent)];
      await expect(read()).rejects.toMatchObject({ name: 'AppError', message: 'Fake: reported an error while answering: boom' });
    });

    test.each([[[]], [[' ', '\n']]])('an answer without a word, of the pieces %j', async (pieces) => {
      fake.answers = [answers(...pieces)];
      await expect(read()).rejects.toMatchObject({ message: 'Fake: ended its answer without a word' });
    });

    test('something that is no answer', async () => {
      fake.answers = [sendsPieces('text/event-stream', 'data: <html>\n\n')];
      await expect(read()).rejects.toMatchObject({ message: 'Fake: sent something that is not JSON' });
    });

    test('a connection cut in the middle keeps what was said', async () => {
      const half = opening + fixture.delta('Half an') + fixture.delta(' answer').slice(0, -9);
      fake.answers = [
        async (response) => {
          response.writeHead(200, { 'Content-Type': fixture.contentType }).write(half);
          await pause(20);
          response.destroy();
        },
      ];
      let text = '';
      const reading = (async () => {
        for await (const event of ask()) if (event.type === 'text-delta') text += event.delta;
      })();
      await expect(reading).rejects.toMatchObject({ code: 'unavailable' });
      expect(text).toBe('Half an');
    });

    test('an endless answer is ended, and aborting closes the connection', async () => {
      const endless: EndpointAnswer = async (response) => {
        response.writeHead(200, { 'Content-Type': fixture.contentType }).write(opening);
        while (!response.destroyed) {
          response.write(fixture.delta('again and again '.repeat(2_000)));
          await pause(0);
        }
      };
      fake.answers = [endless];
      await expect(read()).rejects.toMatchObject({ message: 'Fake: answered with more than 400000 characters' });
      const stop = new AbortController();
      const events = ask({}, stop.signal);
      await events.next();
      stop.abort();
      await expect(read(events)).rejects.toMatchObject({ code: 'cancelled' });
      await vi.waitUntil(() => fake.open() === 0);
    });

    test('tells the models it has', async () => {
      fake.answers = [sendsJson(fixture.modelList.body)];
      expect(await protocol.listModels(endpoint(), never)).toContain('m');
      expect(fake.calls).toMatchObject([{ method: 'GET', path: fixture.modelList.path }]);
    });

    test.runIf(fixture.embeddings)('gives one vector of length 1 for each text', async () => {
      const { answer, expected } = fixture.embeddings!;
      const embed = () => protocol.embed!(endpoint(), { model: 'm', texts: ['abc', '年假'], purpose: 'document' }, never);
      fake.answers = [sendsJson(answer([[3, 4], [0, 2]])), sendsJson(answer([[3, 4]]))];
      expect((await embed()).map((vector) => [...vector].map((value) => Math.round(value * 10) / 10))).toEqual([[0.6, 0.8], [0, 1]]);
      expect(fake.calls).toMatchObject([expected]);
      await expect(embed()).rejects.toMatchObject({ message: 'Fake: sent 1 vectors for 2 texts' });
    });
  });
}
