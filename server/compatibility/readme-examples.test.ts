import { readFileSync } from 'node:fs';
import path from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const readme = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');
const samples = path.join(import.meta.dirname, '../../knowledge_base/samples');
const documented = 'http://127.0.0.1:7861';

type Script = (client: typeof OpenAI, out: { log(...values: unknown[]): void }) => Promise<void>;
const AsyncFunction = (async () => undefined).constructor as new (...source: string[]) => Script;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const { id } = await server.createKnowledgeBase({ name: 'Samples · 示例' });
  await server.ingest(id, 'otter-kettle-manual.html', readFileSync(path.join(samples, 'otter-kettle-manual.html')));
});
afterAll(() => server[Symbol.asyncDispose]());

test('the examples of curl at /v1 succeed', async () => {
  const commands = [...readme.matchAll(/^curl (?:-H '([^:]+): ([^']+)' -d '([^']+)' )?(http:\S+\/v1\/\S+)$/gm)];
  expect(commands).toHaveLength(2);
  for (const [, name, value, body, url] of commands) {
    const init = body ? { method: 'POST', headers: { [name!]: value! }, body } : {};
    const response = await fetch(url!.replace(documented, server.url), init);
    expect(await response.json(), url).toMatchObject({ object: 'list' });
  }
});

test('the example of the official client prints the answer and where it stands', async () => {
  const [, script = ''] = /```js\nimport OpenAI from 'openai';\n([\s\S]+?)```/.exec(readme) ?? [];
  const printed: unknown[] = [];
  await new AsyncFunction('OpenAI', 'console', script.replace(documented, server.url))(OpenAI, { log: (...values) => void printed.push(...values) });
  expect(printed).toEqual([expect.stringMatching(/years?.* \[1\]/), [expect.objectContaining({ number: 1, document: 'otter-kettle-manual.html' })]]);
});
