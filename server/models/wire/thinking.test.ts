import { expect, test } from 'vitest';
import { withoutThinking } from './thinking.ts';

const fold = (text: string, size: number) => {
  const visible = withoutThinking();
  return (text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []).map(visible).join('');
};

test.each([
  ['<think>two and two</think>\n\nFour.', 'Four.'],
  ['\n<think></think>Four.', 'Four.'],
  ['<think>a </thin b</think> Four <think>kept</think>.', 'Four <think>kept</think>.'],
  ['Four. <think>kept</think>', 'Four. <think>kept</think>'],
  ['<thing>', '<thing>'],
  ['<think>never ends', ''],
])('whatever the pieces, %j is shown as %j', (text, shown) => {
  for (const size of [1, 2, 3, 5, 100]) expect(fold(text, size)).toBe(shown);
});
