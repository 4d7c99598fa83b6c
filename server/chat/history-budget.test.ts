import { expect, test } from 'vitest';
import { lastAnswered } from '../conversations/earlier-exchanges.ts';
import { countTokens } from '../platform/tokens.ts';
import { refuseOverlongQuestion, withinHistoryBudget } from './history-budget.ts';

const turn = { template: 'You are brief.', persona: '', question: 'And tomorrow?' };
const earlier = ['one', 'two', 'three'].map((word) => ({ question: `Say ${word}`, answer: `${word}. `.repeat(10) }));
/** By the rule: 3 for every message and its role, and 3 for the answer. */
const tokensOf = (...texts: string[]) => texts.reduce((sum, text) => sum + 3 + 1 + countTokens(text), 3);
const textsOf = (exchanges: typeof earlier) => exchanges.flatMap(({ question, answer }) => [question, answer]);
const keptWith = (historyTokens: number, model = 'any') => withinHistoryBudget({ ...turn, earlier }, { historyTokens, model }).length;

test('the oldest exchanges are left out while there are more tokens than allowed, the instructions never', () => {
  const whole = tokensOf(turn.template, turn.question, ...textsOf(earlier));
  const withoutFirst = tokensOf(turn.template, turn.question, ...textsOf(earlier.slice(1)));
  expect([keptWith(whole), keptWith(whole - 1), keptWith(withoutFirst), keptWith(withoutFirst - 1), keptWith(1)]).toEqual([3, 2, 2, 1, 0]);
  expect(keptWith(whole, 'openai/gpt-3.5-turbo-0301')).toBe(2);
});

test('0 is no budget', () => {
  expect(keptWith(0)).toBe(3);
  refuseOverlongQuestion({ ...turn, question: 'x '.repeat(4_000) }, { historyTokens: 0, model: 'any' });
});

test('a question that is too long by itself is refused with the numbers', () => {
  const tokens = tokensOf(turn.template, turn.question);
  refuseOverlongQuestion(turn, { historyTokens: tokens, model: 'any' });
  expect(() => refuseOverlongQuestion(turn, { historyTokens: tokens - 1, model: 'any' })).toThrow(
    `The question takes ${tokens} tokens with its instructions; ${tokens - 1} are allowed`,
  );
});

test('the memory of the older system: the last ten answered messages, within 2000 tokens', () => {
  const long = Array.from({ length: 14 }, (_, index) => ({ question: `Question ${index}`, answer: index === 12 ? '' : '年'.repeat(250) }));
  const answered = lastAnswered(long, 10);
  expect(answered.filter(({ answer }) => answer !== '').map(({ question }) => question)).toEqual(
    [3, 4, 5, 6, 7, 8, 9, 10, 11, 13].map((index) => `Question ${index}`),
  );
  const kept = withinHistoryBudget({ ...turn, earlier: answered }, { historyTokens: 2_000, model: 'any' });
  expect(kept.at(-1)).toBe(answered.at(-1));
  expect(kept.length).toBeLessThan(answered.length);
  expect(lastAnswered(long, 0)).toEqual([]);
});
