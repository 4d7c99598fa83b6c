import { expect, test } from 'vitest';
import { ChatRequest } from '#contracts/chatchat';
import { exchangesOf } from './history.ts';

const read = (history: unknown) => exchangesOf(ChatRequest.parse({ query: '问', history }).history as never);

test('messages are read as objects and as pairs, word for word', () => {
  const history = [{ role: 'user', content: '{{ a }}' }, ['assistant', '{% endraw %}'], ['user', '二'], { role: 'assistant', content: '乙' }];
  expect(read(history)).toEqual([
    { question: '{{ a }}', answer: '{% endraw %}' },
    { question: '二', answer: '乙' },
  ]);
});

test('messages of one side are joined, and a greeting before the first question is left out', () => {
  const history = [{ role: 'assistant', content: '你好' }, ['user', '一'], ['user', '二'], ['assistant', '甲'], ['assistant', '乙']];
  expect(read(history)).toEqual([{ question: '一\n\n二', answer: '甲\n\n乙' }]);
});
