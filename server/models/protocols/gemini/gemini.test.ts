import { expect, test } from 'vitest';
import { endpointAt } from '../../../testing/endpoint.ts';
import { sendsJson, startFakeEndpoint } from '../../../testing/fake-endpoint.ts';
import { protocolSuite } from '../../protocol.suite.ts';
import { gemini } from '../gemini.ts';

const chunk = (candidate: object, rest: object = {}) => `data: ${JSON.stringify({ candidates: [{ index: 0, ...candidate }], ...rest })}\r\n\r\n`;
const said = (...parts: object[]) => chunk({ content: { role: 'model', parts } });
const reasons = { stop: 'STOP', 'token-limit': 'MAX_TOKENS', filtered: 'SAFETY' };
const usageMetadata = { promptTokenCount: 11, candidatesTokenCount: 5, thoughtsTokenCount: 2, totalTokenCount: 18 };

protocolSuite({
  protocol: gemini,
  basePath: '/v1beta',
  contentType: 'text/event-stream',
  opening: said({ text: 'Let me see.', thought: true }),
  delta: (text) => said({ text }),
  closing: (end) => chunk({ finishReason: reasons[end] }, { usageMetadata }),
  filters: true,
  toolStream:
    said({ functionCall: { name: 'search', args: { query: 'leave' } }, thoughtSignature: 'sig' }) +
    chunk({ content: { parts: [{ functionCall: { name: 'now' } }] }, finishReason: 'STOP' }, { usageMetadata }),
  whole: { candidates: [{ content: { parts: [{ text: 'All at ' }, { text: 'once.' }] }, finishReason: 'STOP' }], usageMetadata },
  errorEvent: 'data: {"error":{"code":503,"message":"boom","status":"UNAVAILABLE"}}\r\n\r\n',
  contextTooLong: { status: 400, body: { error: { code: 400, message: 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).' } } },
  expected: {
    path: '/v1beta/models/m:streamGenerateContent?alt=sse',
    headers: { 'x-goog-api-key': 'key-1234567890' },
    body: {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hello?' }] },
        { role: 'model', parts: [{ text: 'Hello.' }] },
        { role: 'user', parts: [{ text: '年假几天？' }] },
      ],
      generationConfig: {
        temperature: 0.2,
        maxOutputTokens: 50,
        topP: 0.9,
        topK: 40,
        presencePenalty: 0.1,
        frequencyPenalty: 0.2,
        stopSequences: ['</s>'],
        seed: 7,
      },
    },
  },
  toolChoices: {
    required: { toolConfig: { functionCallingConfig: { mode: 'ANY' } } },
    search: { toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['search'] } } },
  },
  expectedAfterTools: {
    contents: [
      { role: 'user', parts: [{ text: 'Leave?' }] },
      { role: 'model', parts: [{ functionCall: { name: 'search', args: { query: 'leave' } } }, { functionCall: { name: 'now', args: {} } }] },
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'search', response: { result: '15 days' } } },
          { functionResponse: { name: 'now', response: { result: 'Error: broken arguments' } } },
        ],
      },
    ],
    tools: [{ functionDeclarations: [{ name: 'search', parametersJsonSchema: { type: 'object' } }, { name: 'now' }] }],
  },
  modelList: { path: '/v1beta/models?pageSize=1000', body: { models: [{ name: 'models/m', inputTokenLimit: 1000 }] } },
  embeddings: {
    answer: (vectors) => ({ embeddings: vectors.map((values) => ({ values })) }),
    expected: {
      path: '/v1beta/models/m:batchEmbedContents',
      body: {
        requests: [
          { model: 'models/m', content: { parts: [{ text: 'abc' }] }, taskType: 'RETRIEVAL_DOCUMENT' },
          { model: 'models/m', content: { parts: [{ text: '年假' }] }, taskType: 'RETRIEVAL_DOCUMENT' },
        ],
      },
    },
  },
});

const never = new AbortController().signal;

test('the signature of a call goes back with it', async () => {
  await using fake = await startFakeEndpoint();
  fake.answers = [sendsJson({ candidates: [{ content: { parts: [{ functionCall: { name: 'now', args: {} }, thoughtSignature: 'sig' }] }, finishReason: 'STOP' }] })];
  const completion = { model: 'm', temperature: 0, maxTokens: 9 };
  const ask = (messages: Parameters<typeof gemini.streamChat>[1]['messages']) => gemini.streamChat(endpointAt(fake.url), { ...completion, messages }, never);
  for await (const event of ask([{ role: 'user', content: 'When?' }])) {
    if (event.type === 'tool-use') await ask([{ role: 'assistant', content: '', toolUses: [event.use] }, { role: 'tool', toolUseId: event.use.id, content: 'noon' }]).next();
  }
  expect(fake.calls[1]!.body).toMatchObject({ contents: [{ parts: [{ functionCall: { name: 'now' }, thoughtSignature: 'sig' }] }, { parts: [{ functionResponse: { name: 'now' } }] }] });
});

test('a prompt that is blocked, and the time to wait told in the body', async () => {
  await using fake = await startFakeEndpoint();
  fake.answers = [
    sendsJson({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }),
    sendsJson({ error: { code: 429, message: 'Quota', details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34s' }] } }, 429),
  ];
  const ask = () => gemini.streamChat(endpointAt(fake.url), { model: 'm', messages: [{ role: 'user', content: 'Hi' }], temperature: 0, maxTokens: 9 }, never).next();
  await expect(ask()).rejects.toMatchObject({ message: expect.stringContaining('content filter') });
  await expect(ask()).rejects.toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: 34 } });
});

test('tells how much a model reads', async () => {
  await using fake = await startFakeEndpoint();
  fake.answers = [sendsJson({ name: 'models/m', inputTokenLimit: 1_048_576 })];
  expect(await gemini.findContextTokens!(endpointAt(fake.url), 'm', never)).toBe(1_048_576);
});
