import { expect, test } from 'vitest';
import { CreateProvider, type Provider } from '#contracts/model';
import { bodyOf, formOf, isComplete, optionsOf, partOf } from './provider-form.ts';

const provider: Provider = {
  id: 'p1',
  name: 'House',
  protocol: 'openai',
  baseUrl: 'http://127.0.0.1:8000/v1',
  proxyUrl: 'http://proxy:3128',
  options: {
    concurrency: 3,
    embeddingBatch: 64,
    prices: { large: { promptPerMillion: 2, completionPerMillion: 8, currency: 'CNY' } },
    contextTokens: { large: 32_000, small: 8_000 },
    parameters: { topP: 'top_p' },
  },
  hasApiKey: true,
  hasPersonalKey: false,
  chatModels: ['large', 'small'],
  embeddingModels: [],
  createdAt: '2026-01-01T00:00:00.000Z',
};

test('a connection that is opened and saved is as it was', () => {
  const { name, protocol, baseUrl, proxyUrl, options, chatModels, embeddingModels } = provider;
  expect(bodyOf(formOf(provider))).toEqual({ name, protocol, baseUrl, proxyUrl, options, chatModels, embeddingModels });
});

test('what was said of a model goes with it', () => {
  const { prices, contextTokens } = optionsOf({ ...formOf(provider), chatModels: ['small', ' '] });
  expect({ prices, contextTokens }).toEqual({ prices: {}, contextTokens: { small: 8_000 } });
});

test('a preset fills in what is known of a service and leaves models and key', () => {
  const preset = { id: 'q', name: 'Qwen', protocol: 'openai', baseUrl: 'https://qwen.example/v1', needsApiKey: true, options: { embeddingBatch: 10 } } as const;
  const form = { ...formOf(undefined), apiKey: 'k', chatModels: ['qwen-max'], ...partOf(preset) };
  expect(form).toMatchObject({ apiKey: 'k', chatModels: ['qwen-max'], name: 'Qwen', embeddingBatch: 10 });
  expect(CreateProvider.parse(bodyOf(form)).options.embeddingBatch).toBe(10);
});

test('a form without an address, or with a placeholder in it, is not complete', () => {
  const named = { ...formOf(undefined), name: 'A' };
  expect(isComplete(named)).toBe(false);
  expect(isComplete({ ...named, baseUrl: 'https://<resource>.example.com' })).toBe(false);
  expect(isComplete({ ...named, baseUrl: 'http://127.0.0.1:1234/v1' })).toBe(true);
});
