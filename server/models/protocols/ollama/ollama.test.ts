import { expect, test } from 'vitest';
import { endpointAt } from '../../../testing/endpoint.ts';
import { sendsJson, startFakeEndpoint } from '../../../testing/fake-endpoint.ts';
import { protocolSuite } from '../../protocol.suite.ts';
import { ollama } from '../ollama.ts';

const line = (value: object) => `${JSON.stringify({ model: 'm', created_at: '2025-01-01T00:00:00Z', ...value })}\n`;
const reasons = { stop: 'stop', 'token-limit': 'length', filtered: 'stop' };
const done = { message: { role: 'assistant', content: '' }, done: true, prompt_eval_count: 11, eval_count: 7 };

protocolSuite({
  protocol: ollama,
  basePath: '/v1',
  options: { contextTokens: { m: 16_384 } },
  contentType: 'application/x-ndjson',
  opening: line({ message: { role: 'assistant', content: '', thinking: 'Let me see.' }, done: false }),
  delta: (text) => line({ message: { role: 'assistant', content: text }, done: false }),
  closing: (end) => line({ ...done, done_reason: reasons[end] }),
  toolStream:
    line({
      message: { role: 'assistant', content: '', tool_calls: [{ function: { name: 'search', arguments: { query: 'leave' } } }, { function: { name: 'now', arguments: {} } }] },
      done: false,
    }) + line({ ...done, done_reason: 'stop' }),
  whole: { message: { role: 'assistant', content: 'All at once.' }, done: true, done_reason: 'stop', eval_count: 7 },
  errorEvent: line({ error: 'boom' }),
  contextTooLong: { status: 400, body: { error: 'input length exceeds the context length' } },
  expected: {
    path: '/api/chat',
    headers: { authorization: 'Bearer key-1234567890' },
    body: {
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello?' },
        { role: 'assistant', content: 'Hello.' },
        { role: 'user', content: '年假几天？' },
      ],
      stream: true,
      options: {
        num_ctx: 16_384,
        temperature: 0.2,
        num_predict: 50,
        top_p: 0.9,
        top_k: 40,
        min_p: 0.05,
        repeat_penalty: 1.2,
        presence_penalty: 0.1,
        frequency_penalty: 0.2,
        stop: ['</s>'],
        seed: 7,
      },
    },
  },
  expectedAfterTools: {
    messages: [
      { role: 'user', content: 'Leave?' },
      { role: 'assistant', tool_calls: [{ function: { name: 'search', arguments: { query: 'leave' } } }, { function: { name: 'now', arguments: {} } }] },
      { role: 'tool', tool_name: 'search', content: '15 days' },
      { role: 'tool', tool_name: 'now', content: 'Error: broken arguments' },
    ],
  },
  modelList: { path: '/api/tags', body: { models: [{ name: 'm' }] } },
  embeddings: { answer: (embeddings) => ({ model: 'm', embeddings }), expected: { path: '/api/embed', body: { model: 'm', input: ['abc', '年假'] } } },
});

test.each([
  [2_048, 2_048],
  [131_072, 8_192],
])('a model trained on %i tokens is given %i unless more is entered', async (trained, contextTokens) => {
  await using fake = await startFakeEndpoint();
  fake.answers = [sendsJson({ model_info: { 'general.architecture': 'llama', 'llama.context_length': trained } })];
  expect(await ollama.findContextTokens!(endpointAt(fake.url), 'm', new AbortController().signal)).toBe(contextTokens);
});
