import { readFileSync } from 'node:fs';
import path from 'node:path';
import OpenAI from 'openai';
import { afterAll, expect, test } from 'vitest';
import { startTestServer } from '../testing/test-server.ts';

const readme = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');
const samples = path.join(import.meta.dirname, '../../knowledge_base/samples');
const documented = 'http://127.0.0.1:7861';

type Script = (client: typeof OpenAI, out: { log(...values: unknown[]): void }) => Promise<void>;
const AsyncFunction = (async () => undefined).constructor as new (...source: string[]) => Script;

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());
const knowledgeBaseId = (await server.createKnowledgeBase({ name: 'Samples · 示例' })).id;
await server.ingest(knowledgeBaseId, 'otter-kettle-manual.html', readFileSync(path.join(samples, 'otter-kettle-manual.html')));

test('the examples of curl succeed', async () => {
  const commands = [...readme.matchAll(/^curl (?:-H '([^:]+): ([^']+)' -d '([^']+)' )?(http:\S+)$/gm)];
  expect(commands).toHaveLength(4);
  for (const [, name, value, body, url] of commands) {
    const init = body ? { method: 'POST', headers: { [name!]: value! }, body: body.replaceAll('ID', knowledgeBaseId) } : {};
    const response = await fetch(url!.replace(documented, server.url).replace('ID', knowledgeBaseId), init);
    expect(response.ok, `${url} ${await response.text()}`).toBe(true);
  }
});

test('the example of the official client prints the answer and where it stands', async () => {
  const [, script = ''] = /```js\nimport OpenAI from 'openai';\n([\s\S]+?)```/.exec(readme) ?? [];
  const printed: unknown[] = [];
  await new AsyncFunction('OpenAI', 'console', script.replace(documented, server.url))(OpenAI, { log: (...values) => void printed.push(...values) });
  expect(printed).toEqual([expect.stringMatching(/years?.* \[1\]/), [expect.objectContaining({ number: 1, document: 'otter-kettle-manual.html' })]]);
});
