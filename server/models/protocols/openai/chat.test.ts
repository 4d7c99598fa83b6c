import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as fakes from '../../../testing/fake-openai-behaviours.ts';
import { startFakeOpenAi, type FakeOpenAi } from '../../../testing/fake-openai.ts';
import { endpointAt } from '../../../testing/endpoint.ts';
import { openAi } from '../openai.ts';

let fake: FakeOpenAi;
beforeEach(async () => {
  fake = await startFakeOpenAi();
});
afterEach(() => fake[Symbol.asyncDispose]());

const completion = { model: 'fake-chat', messages: [{ role: 'user' as const, content: 'Hi' }], temperature: 0.2, maxTokens: 50 };
const never = new AbortController().signal;

function ask(signal = never, apiKey?: string) {
  return openAi.streamChat(endpointAt(fake.baseUrl, {}, apiKey), completion, signal);
}

async function read(events = ask()) {
  let text = '';
  let usage;
  for await (const event of events) {
    if (event.type === 'text-delta') text += event.delta;
    else usage = event;
  }
  return { text, usage };
}

test('streams the text with the usage at its end, Chinese and emoji whole', async () => {
  fake.chat = fakes.answers('年假每年十五天 🎉。');
  expect(await read()).toEqual({ text: '年假每年十五天 🎉。', usage: { type: 'usage', promptTokens: 11, completionTokens: 7 } });
});

test('sends the key, the model and the options', async () => {
  await read(ask(never, 'sk-test'));
  expect(fake.calls).toEqual([
    {
      path: '/v1/chat/completions',
      authorization: 'Bearer sk-test',
      body: {
        model: 'fake-chat',
        messages: completion.messages,
        stream: true,
        temperature: 0.2,
        max_tokens: 50,
        stream_options: { include_usage: true },
      },
    },
  ]);
});

test('an answer in plain JSON is read like a stream', async () => {
  fake.chat = fakes.answersAtOnce('All at once.');
  expect((await read()).text).toBe('All at once.');
});

test('an answer that ends without [DONE] is whole when it names its end', async () => {
  fake.chat = fakes.answers('Fine.', { done: false });
  expect((await read()).text).toBe('Fine.');
});

test('thinking is left out, whether sent apart or in the text', async () => {
  fake.chat = fakes.answers('<think>hm <b> hm</think>\n\nFour.', { reasoning: 'two and two' });
  expect((await read()).text).toBe('Four.');
});

test('an option the server does not know is left out in a second try, and only that one', async () => {
  fake.chat = fakes.refusesFields(['stream_options'], fakes.answers('Old server.'));
  expect((await read()).text).toBe('Old server.');
  expect(Object.keys(fake.calls[1]!.body)).toEqual(['model', 'messages', 'stream', 'temperature', 'max_tokens']);
});

test('max_tokens becomes max_completion_tokens where it is refused', async () => {
  fake.chat = fakes.refusesFields(['max_tokens'], fakes.answers('New server.'));
  await read();
  expect(fake.calls[1]!.body).toMatchObject({ max_completion_tokens: 50, temperature: 0.2 });
});

test.each([
  [
    'a wrong key',
    fakes.refuses(401, 'bad key'),
    { code: 'provider_failed', message: 'Fake answered 401: bad key', hint: 'Check the API key.' },
  ],
  [
    'an unknown model',
    fakes.refuses(404, 'no such model'),
    { code: 'provider_failed', hint: expect.stringContaining('name of the model and the base URL') },
  ],
  [
    'too many requests',
    fakes.refuses(429, 'slow down', { 'Retry-After': '7' }),
    { code: 'rate_limited', details: expect.objectContaining({ retryAfterSeconds: 7 }) },
  ],
  ['a broken server', fakes.refuses(500, 'oops'), { code: 'unavailable' }],
  [
    'a redirect',
    fakes.refuses(302, '', { Location: 'http://elsewhere.invalid/' }),
    { code: 'provider_failed', hint: expect.stringContaining('redirect') },
  ],
  [
    'a prompt too long',
    fakes.refuses(400, "This model's maximum context length is 4096 tokens"),
    { details: expect.objectContaining({ contextExceeded: true }) },
  ],
  ['a web page', fakes.sends('data: <html>\n\n'), { code: 'provider_failed', message: 'Fake: sent something that is not JSON' }],
  ['JSON of another kind', fakes.sends('data: {"choices": 3}\n\n'), { message: 'Fake: sent an answer of an unknown form' }],
  [
    'an error inside the stream',
    fakes.sends('data: {"error": {"message": "boom"}}\n\n'),
    { message: 'Fake: reported an error while answering: boom' },
  ],
  ['an endless line', fakes.sends(`data: ${'x'.repeat(3_000_000)}`), { message: expect.stringContaining('sent a line beyond') }],
  ['an empty answer', fakes.answers(''), { message: 'Fake: ended its answer without a word' }],
  ['nothing but thinking', fakes.answers('', { finishReason: 'length' }), { hint: expect.stringContaining('raise the limit of tokens') }],
  ['an end without a reason', fakes.endsAfter('Half an'), { message: 'Fake: ended the connection in the middle of its answer' }],
  ['a connection cut in the middle of a token', fakes.breaksOffAfter('Half an'), { code: 'unavailable' }],
])('names what is wrong: %s', async (_name, behaviour, problem) => {
  fake.chat = behaviour;
  await expect(read()).rejects.toMatchObject({ name: 'AppError', ...problem });
});

test('a server that is not running is named with its address', async () => {
  await fake[Symbol.asyncDispose]();
  await expect(read()).rejects.toMatchObject({
    code: 'unavailable',
    message: `Fake: connection refused at ${fake.baseUrl}/chat/completions`,
    hint: 'Is the model server running, and is the port right?',
  });
});

test('what was said before a cut is kept', async () => {
  fake.chat = fakes.breaksOffAfter('Half an');
  const heard: unknown[] = [];
  await expect(
    (async () => {
      for await (const event of ask()) heard.push(event);
    })(),
  ).rejects.toThrow();
  expect(heard).toEqual([{ type: 'text-delta', delta: 'Half an' }]);
});

test('a key in the words of the server never comes back', async () => {
  fake.chat = fakes.refuses(401, 'Incorrect API key provided: my-own-key, sk-abcdef123456.');
  const failure = await read(ask(never, 'my-own-key')).catch((error: Error) => error.message);
  expect(failure).toBe('Fake answered 401: Incorrect API key provided: ***, ***.');
});

test('aborting closes the connection to the model within a token', async () => {
  fake.chat = fakes.answersEndlessly;
  const stop = new AbortController();
  const events = ask(stop.signal);
  await events.next();
  stop.abort();
  await expect(read(events)).rejects.toMatchObject({ code: 'cancelled' });
  await vi.waitUntil(() => fake.openAnswers() === 0);
});

test('a reader that stops reading closes the connection too', async () => {
  fake.chat = fakes.answersEndlessly;
  for await (const event of ask()) if (event) break;
  await vi.waitUntil(() => fake.openAnswers() === 0);
});

test('an endless answer is ended', async () => {
  fake.chat = fakes.sends(`data: {"choices":[{"delta":{"content":"${'long '.repeat(20_000)}"}}]}\n\n`.repeat(5));
  await expect(read()).rejects.toMatchObject({ message: 'Fake: answered with more than 400000 characters' });
});

test('a model that says nothing for a minute is given up', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    fake.chat = fakes.staysSilent;
    const answer = read();
    answer.catch(() => undefined);
    await vi.waitUntil(() => fake.calls.length === 1);
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(answer).rejects.toMatchObject({ code: 'timed_out', message: 'Fake sent nothing for 60 s' });
  } finally {
    vi.useRealTimers();
  }
});
