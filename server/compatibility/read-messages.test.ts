import { expect, test } from 'vitest';
import { readMessages } from './read-messages.ts';

const user = (content: string) => ({ role: 'user' as const, content });
const assistant = (content: string) => ({ role: 'assistant' as const, content });

test('instructions, exchanges and the question are told apart', () => {
  const messages = [{ role: 'system' as const, content: 'Be brief.' }, user('Who?'), assistant('Ada.'), user('When?')];
  expect(readMessages(messages)).toEqual({ instructions: 'Be brief.', earlier: [{ question: 'Who?', answer: 'Ada.' }], question: 'When?' });
});

test('messages of one side that follow each other are one', () => {
  expect(readMessages([user('A'), user('B'), assistant('C'), assistant('D'), user('E'), user('F')])).toEqual({
    instructions: undefined,
    earlier: [{ question: 'A\n\nB', answer: 'C\n\nD' }],
    question: 'E\n\nF',
  });
});

test('text in parts is one text, and a refusal sent back is the answer it was', () => {
  const parts = [{ type: 'text' as const, text: 'Wh' }, { type: 'text' as const, text: 'o?' }];
  const refusal = { role: 'assistant' as const, content: null, refusal: 'The documents do not say.' };
  expect(readMessages([{ role: 'user', content: parts }, refusal, user('And?')]).earlier).toEqual([
    { question: 'Who?', answer: 'The documents do not say.' },
  ]);
});

test('a conversation that holds no question is refused', () => {
  for (const messages of [[assistant('Hello')], [user('Hi'), assistant('Hello')], [user('  ')], [{ role: 'system' as const, content: 'x' }]]) {
    expect(() => readMessages(messages)).toThrow(expect.objectContaining({ code: 'invalid_request', details: { field: 'messages' } }));
  }
});
