import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpointAt } from '../../../testing/endpoint.ts';
import { type FakeEndpoint, sendsJson, sendsPieces, startFakeEndpoint } from '../../../testing/fake-endpoint.ts';
import { protocolSuite } from '../../protocol.suite.ts';
import { azure } from '../azure.ts';
import { openAi } from '../openai.ts';

const event = (choice: object | null, rest: object = {}) => `data: ${JSON.stringify({ choices: choice ? [{ index: 0, ...choice }] : [], ...rest })}\n\n`;
const call = (index: number, change: object) => event({ delta: { tool_calls: [{ index, ...change }] }, finish_reason: null });
const reasons = { stop: 'stop', 'token-limit': 'length', filtered: 'content_filter' };
const usage = event(null, { usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 } });

/** As OpenAI and those who speak its protocol write. */
const recorded = {
  contentType: 'text/event-stream',
  opening: event({ delta: { role: 'assistant', content: '' }, finish_reason: null }),
  delta: (text: string) => event({ delta: { content: text }, finish_reason: null }),
  closing: (end: keyof typeof reasons) => `${event({ delta: {}, finish_reason: reasons[end] })}${usage}data: [DONE]\n\n`,
  filters: true,
  toolStream:
    call(0, { id: 'a', type: 'function', function: { name: 'search', arguments: '' } }) +
    call(0, { function: { arguments: '{"query":' } }) +
    call(1, { id: 'b', type: 'function', function: { name: 'now', arguments: '' } }) +
    call(0, { function: { arguments: '"leave"}' } }) +
    `${event({ delta: {}, finish_reason: 'tool_calls' })}data: [DONE]\n\n`,
  whole: { choices: [{ message: { role: 'assistant', content: 'All at once.' }, finish_reason: 'stop' }] },
  errorEvent: 'data: {"error":{"message":"boom","type":"server_error"}}\n\n',
  contextTooLong: { status: 400, body: { error: { message: "This model's maximum context length is 4096 tokens.", code: 'context_length_exceeded' } } },
  toolChoices: { required: { tool_choice: 'required' }, search: { tool_choice: { type: 'function', function: { name: 'search' } } } },
  expectedAfterTools: {
    messages: [
      { role: 'user', content: 'Leave?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'search', arguments: '{"query":"leave"}' } },
          { id: 'b', type: 'function', function: { name: 'now', arguments: '{"broken' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: '15 days' },
      { role: 'tool', tool_call_id: 'b', content: 'Error: broken arguments' },
    ],
  },
};
const body = {
  model: 'm',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello?' },
    { role: 'assistant', content: 'Hello.' },
    { role: 'user', content: '年假几天？' },
  ],
  stream: true,
  stream_options: { include_usage: true },
  temperature: 0.2,
  max_tokens: 50,
  top_p: 0.9,
  presence_penalty: 0.1,
  frequency_penalty: 0.2,
  stop: ['</s>'],
  seed: 7,
};
const embeddings = {
  answer: (vectors: readonly number[][]) => ({ data: vectors.map((embedding, index) => ({ index, embedding })) }),
  expected: { path: '/v1/embeddings', body: { model: 'm', input: ['abc', '年假'], encoding_format: 'base64' } },
};
const list = { object: 'list', data: [{ id: 'm' }, { id: 'n' }] };

protocolSuite({
  ...recorded,
  protocol: openAi,
  basePath: '/v1',
  expected: { path: '/v1/chat/completions', headers: { authorization: 'Bearer key-1234567890' }, body },
  modelList: { path: '/v1/models', body: list },
  embeddings,
});

protocolSuite({
  ...recorded,
  protocol: azure,
  options: { apiVersion: '2024-10-21' },
  expected: { path: '/openai/deployments/m/chat/completions?api-version=2024-10-21', headers: { 'api-key': 'key-1234567890' }, body },
  modelList: { path: '/openai/models?api-version=2024-10-21', body: list },
  embeddings: { ...embeddings, expected: { ...embeddings.expected, path: '/openai/deployments/m/embeddings?api-version=2024-10-21' } },
});

let fake: FakeEndpoint;
beforeAll(async () => {
  fake = await startFakeEndpoint();
});
afterAll(() => fake[Symbol.asyncDispose]());

const completion = { model: 'm', messages: [{ role: 'user' as const, content: 'Hi' }], temperature: 0.2, maxTokens: 50 };
const never = new AbortController().signal;
async function read(change: object = {}, options = {}) {
  let text = '';
  for await (const each of openAi.streamChat(endpointAt(`${fake.url}/v1`, options), { ...completion, ...change }, never)) {
    if (each.type === 'text-delta') text += each.delta;
  }
  return text;
}

test.each([
  [
    'MiniMax refuses with status 200',
    sendsJson({ base_resp: { status_code: 1004, status_msg: 'login fail: check the API secret key' } }),
    { code: 'provider_failed', message: expect.stringContaining('login fail'), hint: 'Check the API key.' },
  ],
  ['MiniMax limits requests with status 200', sendsJson({ choices: null, base_resp: { status_code: 1002, status_msg: 'rate limit' } }), { code: 'rate_limited' }],
  [
    'MiniMax says in the stream that the prompt is too long',
    sendsPieces('text/event-stream', 'data: {"base_resp":{"status_code":2013,"status_msg":"context window exceeds limit (2013)"}}\n\n'),
    { details: expect.objectContaining({ contextExceeded: true }) },
  ],
  ['Zhipu holds an answer back', sendsPieces('text/event-stream', event({ delta: { content: '' }, finish_reason: 'sensitive' })), { message: expect.stringContaining('content filter') }],
  [
    'Qianfan limits requests with status 200',
    sendsJson({ error_code: 18, error_msg: 'Open api qps request limit reached' }),
    { code: 'rate_limited', message: 'Fake: reported an error while answering: Open api qps request limit reached' },
  ],
  ['Qwen names the length it reads', sendsJson({ error: { message: 'Range of input length should be [1, 6000]' } }, 400), { details: expect.objectContaining({ contextExceeded: true }) }],
])('%s', async (_name, answer, problem) => {
  fake.answers = [answer];
  await expect(read()).rejects.toMatchObject(problem);
});

test('MiniMax answers with a base_resp that says nothing is wrong', async () => {
  fake.answers = [sendsJson({ choices: [{ message: { content: 'Fine.' } }], base_resp: { status_code: 0, status_msg: '' } })];
  expect(await read()).toBe('Fine.');
});

test('further parameters are sent under the names that a vendor has for them, and no others', async () => {
  fake.answers = [sendsJson({ choices: [{ message: { content: 'Fine.' } }] })];
  await read({ parameters: { topK: 20, repetitionPenalty: 1.1 } }, { parameters: { topK: 'top_k', repetitionPenalty: 'repeat_penalty' } });
  expect(fake.calls.at(-1)!.body).toMatchObject({ top_k: 20, repeat_penalty: 1.1, temperature: 0.2 });
});

test('MiniMax is told which texts are asked and which are stored', async () => {
  fake.answers = [sendsJson({ vectors: [[3, 4]], base_resp: { status_code: 0 } })];
  await openAi.embed!(endpointAt(`${fake.url}/v1`), { model: 'embo-01', texts: ['leave'], purpose: 'query' }, never);
  expect(fake.calls.at(-1)!.body).toEqual({ model: 'embo-01', texts: ['leave'], type: 'query' });
});
