import { expect, test } from 'vitest';
import { endpointAt } from '../../../testing/endpoint.ts';
import { azureDialect } from '../azure.ts';
import { openAiDialect } from '../openai.ts';

test.each([
  ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1/models'],
  ['http://127.0.0.1:11434/v1/', 'http://127.0.0.1:11434/v1/models'],
  ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1/models'],
  ['https://api.example.org/v1/chat/completions', 'https://api.example.org/v1/models'],
  ['https://example.org/compatible-mode/v1', 'https://example.org/compatible-mode/v1/models'],
  ['https://example.org/openai?api-version=3', 'https://example.org/openai/models?api-version=3'],
])('%s is asked for its models at %s', (baseUrl, url) => {
  expect(openAiDialect.url(endpointAt(baseUrl), '/models')).toBe(url);
});

test.each([
  ['https://r.openai.azure.com', undefined, 'https://r.openai.azure.com/openai/v1/chat/completions'],
  ['https://r.openai.azure.com/openai/v1/', undefined, 'https://r.openai.azure.com/openai/v1/chat/completions'],
  ['https://r.openai.azure.com', 'preview', 'https://r.openai.azure.com/openai/v1/chat/completions?api-version=preview'],
  ['https://r.openai.azure.com', '2024-10-21', 'https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21'],
  [
    'https://r.openai.azure.com/openai/deployments/other/chat/completions?api-version=2023-05-15',
    '2024-10-21',
    'https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21',
  ],
])('Azure at %s, version %s, is asked at %s', (baseUrl, apiVersion, url) => {
  expect(azureDialect.url(endpointAt(baseUrl, { apiVersion }), '/chat/completions', 'my gpt')).toBe(url);
});
