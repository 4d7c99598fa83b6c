import { afterAll, expect, test } from 'vitest';
import { startModelServer } from '../testing/model-server.ts';

const { server, fake, chatModel, ...opened } = await startModelServer();
afterAll(() => opened[Symbol.asyncDispose]());
await server.ask('PATCH', '/api/settings', { defaultChatModel: chatModel });

const message = (role: string, content: string) => ({ role, content });
const ask = (body: object) => server.ask('POST', '/strict/v1/chat/completions', { messages: [message('user', 'Hi')], ...body });

test('an answer has the shape of the wrapper, and messages of the system are left out', async () => {
  const messages = [message('system', 'Be brief.'), message('user', 'A'), message('assistant', 'B'), message('user', 'C')];
  expect((await ask({ messages, model: 'gpt-3.5-turbo' })).body).toEqual({
    id: 'chatcmpl',
    model: 'default-model',
    object: 'chat.completion',
    created: expect.any(Number),
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }],
  });
  const sent = fake.calls.at(-1)!.body;
  expect(sent).toMatchObject({ temperature: 0.95, max_tokens: 2048 });
  expect((sent.messages as object[]).slice(1)).toEqual(messages.slice(1));
});

test('a stream has the role first, an empty end, and no [DONE]', async () => {
  const { body } = await server.ask<string>('POST', '/strict/v1/chat/completions', { messages: [message('user', 'Hi')], stream: true });
  const chunks = body.split('\n\n').filter(Boolean).map((frame) => JSON.parse(frame.replace(/^data: /, '')));
  const choices = chunks.map((chunk) => chunk.choices[0]);
  expect(choices[0]).toEqual({ index: 0, delta: { role: 'assistant' } });
  expect(choices.slice(1, -1).map(({ delta }) => delta.content).join('')).toBe('Hello.');
  expect(choices.at(-1)).toEqual({ index: 0, delta: {}, finish_reason: 'stop' });
  expect(chunks[0]).toMatchObject({ id: 'chatcmpl', object: 'chat.completion.chunk', model: 'default-model' });
});

test('an even history is refused with 400, and values that do not fit with 422, as FastAPI words it', async () => {
  const even = await ask({ messages: [message('system', 'x'), message('user', 'A'), message('assistant', 'B')] });
  expect([even.status, even.body]).toEqual([400, { detail: 'invalid history size' }]);
  for (const [name, value] of Object.entries({ temperature: 2.1, top_p: 1.5, max_tokens: -1, messages: [message('tool', 'x')] })) {
    const { status, body } = await ask({ [name]: value });
    const [problem] = body.detail as { loc: string[] }[];
    expect([status, problem!.loc.slice(0, 2)]).toEqual([422, ['body', name]]);
  }
});

test('its one model is listed by the name the wrapper gave it', async () => {
  expect((await server.ask('GET', '/strict/v1/models')).body).toMatchObject({ object: 'list', data: [{ id: 'gpt-3.5-turbo' }] });
});
