import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inChinese } from './server-text.ts';
import { serverTexts } from './zh/server-texts.ts';

test.each([
  ['127.0.0.1:5598: connection refused at http://127.0.0.1:5598/v1/models', '127.0.0.1:5598：http://127.0.0.1:5598/v1/models 拒绝连接。'],
  ['api.example.com answered 401: Incorrect API key: provided', 'api.example.com 返回 401：Incorrect API key: provided。'],
  ['Ollama answered 404', 'Ollama 返回 404。'],
  ['Check the API key.', '请检查 API 密钥。'],
  ['No chat model named "a/$1"', '没有名为“a/$1”的模型。'],
])('%s is told in Chinese', (said, chinese) => {
  expect(inChinese(said)).toBe(chinese);
});

test('what is not known is told as it was said', () => {
  expect(inChinese('The kettle is empty. Check the API key.')).toBe('The kettle is empty. Check the API key.');
});

test('each text with a Chinese one is a text of the server', () => {
  const server = path.join(import.meta.dirname, '../../../server');
  const source = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(models|chat|search-engines|translation)[\\/].*(?<!test)\.ts$/.test(file))
    .map((file) => readFileSync(path.join(server, file), 'utf8'))
    .join('\n');
  const parts = Object.keys(serverTexts).flatMap((text) => text.split('{}').map((part) => part.replace(/^[:,\s"]+|[:,\s"]+$/g, '')));
  expect(parts.filter((part) => !source.includes(part))).toEqual([]);
});
