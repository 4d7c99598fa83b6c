import { expect, test } from 'vitest';
import { apiUrl } from './endpoint.ts';

test.each([
  ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1/models'],
  ['http://127.0.0.1:11434/v1/', 'http://127.0.0.1:11434/v1/models'],
  ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1/models'],
  ['https://api.example.org/v1/chat/completions', 'https://api.example.org/v1/models'],
  ['https://example.org/compatible-mode/v1', 'https://example.org/compatible-mode/v1/models'],
  ['https://example.org/openai?api-version=3', 'https://example.org/openai/models?api-version=3'],
])('%s is asked for its models at %s', (baseUrl, url) => {
  expect(apiUrl(baseUrl, '/models')).toBe(url);
});
