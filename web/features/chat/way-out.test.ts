import { expect, test } from 'vitest';
import { partThatHelps, retryTime } from './way-out.ts';

const createdAt = '2026-01-01T00:00:00.000Z';
const usage = { promptTokens: 1, completionTokens: 1, totalMs: 500 };

test('a model that named a time is asked again from then on', () => {
  const failure = { code: 'rate_limited', message: 'Slower', retryAfterSeconds: 3 } as const;
  expect(new Date(retryTime({ createdAt, usage, failure })).toISOString()).toBe('2026-01-01T00:00:03.500Z');
});

test('an answer that was stopped, or failed without a time, can be asked again at once, whatever the clock of the server says', () => {
  expect(retryTime({ createdAt, usage })).toBe(0);
  expect(retryTime({ createdAt, usage, failure: { code: 'unavailable', message: 'Away' } })).toBe(0);
});

test('a web search that found no page leads to the search engines, one whose model failed to the models', () => {
  const page = { number: 1 } as Parameters<typeof partThatHelps>[0]['sources'][number];
  expect(partThatHelps({ mode: 'search-engine', sources: [] })).toBe('web-search');
  expect(partThatHelps({ mode: 'search-engine', sources: [page] })).toBe('models');
  expect(partThatHelps({ mode: 'agent', sources: [] })).toBe('models');
});
