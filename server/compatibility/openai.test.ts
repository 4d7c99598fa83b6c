import OpenAI, { type APIError } from 'openai';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Citation } from '#contracts/openai';
import { answers, answersEndlessly, breaksOffAfter, refuses, sends, vectorOf } from '../testing/fake-openai-behaviours.ts';
import { startModelServer } from '../testing/model-server.ts';

const handbook = 'The staff handbook.\n\nEmployees have 28 days of annual holiday. Unused days expire at the end of March.';
const question = 'How many days of annual holiday do employees have?';

const weather = { type: 'function' as const, function: { name: 'weather', description: 'Of a place', parameters: { type: 'object', properties: { place: { type: 'string' } } } } };
const callOf = (id: string, place: string) => ({ id, type: 'function' as const, function: { name: 'weather', arguments: JSON.stringify({ place }) } });
const [lyon, nice] = [callOf('call_1', 'Lyon'), callOf('call_2', 'Nice')];
const frame = (choice: object) => `data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`;
const deltas = [{ content: 'Let me look.' }, { tool_calls: [{ index: 0, ...lyon }] }, { tool_calls: [{ index: 1, ...nice }] }];
const callsTools = sends(`${deltas.map((delta) => frame({ delta })).join('')}${frame({ delta: {}, finish_reason: 'tool_calls' })}data: [DONE]\n\n`);

const { server, fake, chatModel, embeddingModel, ...opened } = await startModelServer();
afterAll(() => opened[Symbol.asyncDispose]());
const { id: documentId } = await server.ingest((await server.createKnowledgeBase({ name: 'Handbook' })).id, 'handbook.md', handbook);
const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'any', maxRetries: 0 });
beforeEach(() => {
  fake.chat = answers('Hello there.');
  fake.calls.length = 0;
});

const user = (content: string) => ({ role: 'user' as const, content });
const failureOf = (request: Promise<unknown>) =>
  request.then(
    () => undefined,
    ({ status, code, param, type, message }: APIError) => ({ status, code, param, type, message }),
  );
/** Asks for what the client's types do not know. */
const askWith = (fields: object) => client.chat.completions.create({ model: chatModel, messages: [user('Hi')], ...fields });
const stream = () => client.chat.completions.create({ model: chatModel, messages: [user('Hi')], stream: true });
const citationsOf = (message: object) => (message as { citations?: Citation[] }).citations;

test('chat models, embedding models and knowledge bases are listed, and found by their names', async () => {
  const ids = (await client.models.list()).data.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([chatModel, embeddingModel, 'lexical', 'kb:Handbook']));
  for (const id of ids) expect(await client.models.retrieve(id)).toMatchObject({ id, object: 'model' });
  expect(await failureOf(client.models.retrieve('kb:Nothing'))).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
});

test('a chat model answers after the whole conversation, with the usage', async () => {
  const messages = [
    { role: 'system' as const, content: 'Speak like a sailor.' },
    user('Who are you?'),
    { role: 'assistant' as const, content: 'A mate.' },
    user('And now?'),
  ];
  const completion = await client.chat.completions.create({ model: chatModel, messages, temperature: 0.5, max_tokens: 50, user: 'u1', n: 1 });
  expect(completion).toMatchObject({
    object: 'chat.completion',
    model: chatModel,
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello there.', refusal: null }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  });
  expect(fake.calls.at(-1)!.body).toMatchObject({ model: 'fake-chat', messages, temperature: 0.5, max_tokens: 50 });
});

test('a long conversation is sent whole, and a model that cannot read it says so', async () => {
  const messages = Array.from({ length: 41 }, (_, index) => ({
    role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content: `${index} ${'many words '.repeat(150)}`.trim(),
  }));
  await askWith({ messages });
  expect(fake.calls.at(-1)!.body.messages).toEqual([expect.objectContaining({ role: 'system' }), ...messages]);
  fake.chat = refuses(400, 'maximum context length is 4096 tokens');
  expect(await failureOf(askWith({ messages }))).toMatchObject({ message: expect.stringContaining('maximum context length') });
  expect(fake.calls).toHaveLength(2);
});

test('a stream brings role, text, reason and, if asked for, usage', async () => {
  fake.chat = answers('Hello there, all of you.', { finishReason: 'length' });
  const request = { model: chatModel, messages: [user('Hi')], stream: true as const, stream_options: { include_usage: true } };
  const chunks = [];
  for await (const chunk of await client.chat.completions.create(request)) chunks.push(chunk);
  expect(chunks[0]!.choices[0]!.delta).toEqual({ role: 'assistant', content: '' });
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('Hello there, all of you.');
  expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe('length');
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 18 } });
  expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
});

test('a stream ends with [DONE], and has no frames but data', async () => {
  const body = JSON.stringify({ model: chatModel, messages: [user('Hi')], stream: true });
  const response = await fetch(`${server.url}/v1/chat/completions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const frames = (await response.text()).split('\n\n').filter(Boolean);
  expect(frames.every((frame) => frame.startsWith('data: '))).toBe(true);
  expect(frames.at(-1)).toBe('data: [DONE]');
});

test('a knowledge base answers with numbers in the text and the place each points to', async () => {
  const { choices } = await client.chat.completions.create({ model: 'kb:Handbook', messages: [user(question)] });
  const { message } = choices[0]!;
  expect(message.content).toContain('Employees have 28 days of annual holiday. [1]');
  const citation = citationsOf(message)![0]!;
  expect(citation).toMatchObject({ number: 1, document: 'handbook.md', document_id: documentId });
  expect(handbook.slice(citation.start, citation.end)).toBe(citation.quote);

  const streamed = client.chat.completions.stream({ model: 'kb:Handbook', messages: [user(question)] });
  const whole = (await streamed.finalChatCompletion()).choices[0]!.message;
  expect(whole.content).toBe(message.content);
  expect(citationsOf(whole)).toEqual(citationsOf(message));
  expect(await server.context.database.client.message.count()).toBe(0);
});

test('what the documents do not tell is a refusal, streamed or not', async () => {
  const request = { model: 'kb:Handbook', messages: [user('Who won the chess tournament in Reykjavik?')] };
  const { message, finish_reason } = (await client.chat.completions.create(request)).choices[0]!;
  expect(message).toMatchObject({ content: 'The documents do not say.', refusal: 'The documents do not say.', citations: [] });
  expect(finish_reason).toBe('stop');
  const streamed = (await client.chat.completions.stream(request).finalChatCompletion()).choices[0]!.message;
  expect(streamed.refusal).toBe('The documents do not say.');
  expect(fake.calls).toEqual([]);
});

test('a client that leaves stops the model', async () => {
  fake.chat = answersEndlessly;
  const chunks = (await stream())[Symbol.asyncIterator]();
  for (let count = 0; count < 5; count++) expect((await chunks.next()).done).toBe(false);
  expect(fake.openAnswers()).toBe(1);
  await chunks.return?.();
  await vi.waitFor(() => expect(fake.openAnswers()).toBe(0), { timeout: 3_000 });
});

test('what is out of range or not supported is refused by its name', async () => {
  const refused = {
    temperature: 2.5,
    max_tokens: 0,
    n: 2,
    top_p: 1.5,
    logprobs: true,
    stop: Array.from({ length: 17 }, String),
    seed: -7,
    logit_bias: { 50: 1 },
    tools: 'all',
    tool_choice: 'required',
    model: '',
    messages: [],
    stream_options: { include_usage: true },
  };
  for (const [param, value] of Object.entries(refused)) {
    expect(await failureOf(askWith({ [param]: value })), param).toMatchObject({ status: 400, type: 'invalid_request_error', param });
  }
  const picture = [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:' } }] }];
  expect(await failureOf(askWith({ messages: picture }))).toMatchObject({ status: 400, param: 'messages.0.content' });
  expect(await failureOf(askWith({ model: 'gpt-9' }))).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
  expect(await failureOf(askWith({ model: 'extractive' }))).toMatchObject({ status: 400, param: 'model' });
  expect(fake.calls).toEqual([]);
});

test('what the model takes besides is passed on under its name, and what it does not take is refused by its name', async () => {
  const further = { top_p: 0.5, presence_penalty: 1, frequency_penalty: -1, seed: 7, stop: 'END' };
  await askWith(further);
  expect(fake.calls.at(-1)!.body).toMatchObject({ ...further, stop: ['END'] });
  for (const [param, value] of Object.entries(further)) {
    const asked = { model: 'kb:Handbook', messages: [user(question)], [param]: value };
    expect(await failureOf(client.chat.completions.create(asked)), param).toMatchObject({ status: 400, param });
  }
});

test('tools are offered to the model, its calls come back, and their results go to it', async () => {
  fake.chat = callsTools;
  const messages: OpenAI.ChatCompletionMessageParam[] = [user('Weather in Lyon and Nice?')];
  const { message, finish_reason } = (await client.chat.completions.create({ model: chatModel, messages, tools: [weather] })).choices[0]!;
  expect([finish_reason, message.content]).toEqual(['tool_calls', 'Let me look.']);
  expect(message.tool_calls).toEqual([lyon, nice]);
  expect(fake.calls.at(-1)!.body).toMatchObject({ tools: [weather] });

  const streamed = await client.chat.completions.stream({ model: chatModel, messages, tools: [weather] }).finalChatCompletion();
  expect(streamed.choices[0]!.message.tool_calls).toMatchObject([lyon, nice]);
  fake.chat = answers('Sunny in both.');
  const results = [lyon, nice].map(({ id }) => ({ role: 'tool' as const, tool_call_id: id, content: '{"sky":"sun"}' }));
  const after = await client.chat.completions.create({ model: chatModel, messages: [...messages, message, ...results], tools: [weather] });
  expect(after.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'Sunny in both.' } });
  expect(after.usage).toMatchObject({ total_tokens: 18 });
  const sent = fake.calls.at(-1)!.body.messages as object[];
  expect(sent).toMatchObject([{ role: 'user' }, { role: 'assistant', tool_calls: [lyon, nice] }, ...results]);
});

test('tools that cannot be called are refused by the name of the parameter', async () => {
  expect(await failureOf(askWith({ model: 'kb:Handbook', tools: [weather] }))).toMatchObject({ status: 400, param: 'tools' });
  expect(await failureOf(askWith({ model: 'extractive', tools: [weather] }))).toMatchObject({ status: 400, param: 'tools' });
  const stray = [user('Hi'), { role: 'tool', tool_call_id: 'x', content: '' }];
  expect(await failureOf(askWith({ messages: stray }))).toMatchObject({ status: 400, param: 'messages' });
  expect(await askWith({ tools: [weather], tool_choice: 'none' })).toMatchObject({ choices: [{ finish_reason: 'stop' }] });
  expect(fake.calls.map(({ body }) => body.tools)).toEqual([undefined]);
});

test('values that ask for nothing are no offence', async () => {
  const nothing = { n: 1, top_p: 1, stop: null, tools: [], logprobs: false, presence_penalty: 0, response_format: { type: 'text' }, store: false };
  expect(await askWith(nothing)).toMatchObject({ choices: [{ message: { content: 'Hello there.' } }] });
});

test('a model that fails before its first word is told by the status, with its wish to be left alone', async () => {
  fake.chat = refuses(429, 'slow down', { 'Retry-After': '7' });
  const failed = await stream().catch((error: unknown) => error as APIError);
  expect(failed).toMatchObject({ status: 429, type: 'rate_limit_error', code: 'rate_limited' });
  expect((failed as APIError).headers?.get('retry-after')).toBe('7');
  expect(await failureOf(askWith({}))).toMatchObject({ status: 429 });
});

test('a model that fails in the middle ends the stream with an error event', async () => {
  fake.chat = breaksOffAfter('Half of');
  let text = '';
  const failed = await (async () => {
    for await (const chunk of await stream()) text += chunk.choices[0]?.delta.content ?? '';
  })().catch((error: unknown) => error as APIError);
  expect(text).toBe('Half of');
  expect(failed).toMatchObject({ type: 'server_error', code: 'unavailable' });
});

test('texts are embedded, as numbers or in base64, in their order', async () => {
  const input = ['apples', 'zebras and more'];
  for (const encoding_format of ['float', undefined] as const) {
    const { data, usage } = await client.embeddings.create({ model: embeddingModel, input, encoding_format });
    expect(data.map(({ index }) => index)).toEqual([0, 1]);
    data.forEach(({ embedding }, index) => {
      const raw = vectorOf(input[index]!);
      const length = Math.hypot(...raw);
      embedding.forEach((value, at) => expect(value).toBeCloseTo(raw[at]! / length, 5));
    });
    expect(usage.total_tokens).toBeGreaterThan(0);
  }
  expect((await client.embeddings.create({ model: 'lexical', input: 'one', dimensions: 256 })).data[0]!.embedding).toHaveLength(256);
});

test('embeddings that cannot be are refused by the name of the parameter', async () => {
  const embed = (fields: object) => failureOf(client.embeddings.create({ model: 'lexical', input: 'x', ...fields }));
  expect(await embed({ input: [1, 2, 3] })).toMatchObject({ status: 400, param: 'input', message: expect.stringContaining('token numbers') });
  expect(await embed({ input: '' })).toMatchObject({ status: 400, param: 'input' });
  expect(await embed({ dimensions: 12 })).toMatchObject({ status: 400, param: 'dimensions' });
  expect(await embed({ model: 'no-model' })).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
});
