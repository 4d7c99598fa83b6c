import { expect, test } from 'vitest';
import { startUsageMeter } from './usage-meter.ts';

const messages = [{ role: 'user' as const, content: 'How many days of leave are there?' }];
const price = { promptPerMillion: 2, completionPerMillion: 8, currency: 'USD' };
const told = { type: 'usage' as const, promptTokens: 1_000, completionTokens: 500 };

test('what every asking used is added up, and costs what was entered', () => {
  const meter = startUsageMeter();
  meter.sent(messages, { price });
  meter.told(told);
  meter.sent(messages, { price });
  meter.told(told);
  expect(meter.read()).toMatchObject({ promptTokens: 2_000, completionTokens: 1_000, cost: { amount: 0.012, currency: 'USD' } });
});

test('what a model does not tell is estimated', () => {
  const meter = startUsageMeter();
  meter.sent(messages, {});
  meter.received('Fifteen days.');
  expect(meter.read()).toMatchObject({ promptTokens: 9, completionTokens: 4, cost: undefined });
});

test('a model without a price costs nothing beside one that has one; two currencies are not added up', () => {
  const meter = startUsageMeter();
  meter.sent(messages, {});
  meter.told(told);
  meter.sent(messages, { price });
  meter.told(told);
  expect(meter.read().cost).toEqual({ amount: 0.006, currency: 'USD' });
  meter.sent(messages, { price: { ...price, currency: 'CNY' } });
  expect(meter.read().cost).toBeUndefined();
});

test('what is asked aside while the answer is written is added, and leaves its counts alone', () => {
  const meter = startUsageMeter();
  meter.sent(messages, { price });
  meter.aside({ messages, text: 'Fifteen days.', usage: { promptTokens: 10, completionTokens: 5 } }, {});
  meter.aside({ messages, text: 'Fifteen days.' }, {});
  meter.told(told);
  expect(meter.read()).toMatchObject({ promptTokens: 1_019, completionTokens: 509, cost: { amount: 0.006 }, firstTokenMs: undefined });
});
