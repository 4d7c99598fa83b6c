import { afterAll, expect, test } from 'vitest';
import { allRoutes } from '../app.ts';
import type { Route } from '../platform/http.ts';
import { startTestServer } from '../testing/test-server.ts';
import { exampleIds } from './ids.ts';
import { bodyExamples } from './index.ts';

type Operation = {
  parameters: { name: string; in: string; example?: string | number }[];
  requestBody?: { content: { 'application/json'?: { example?: unknown } } };
};
type Description = { paths: Record<string, Record<string, Operation>> };

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());
const routes = allRoutes(server.context);
const description = (await server.ask<Description>('GET', '/api/openapi.json')).body;
const knowledgeBaseId = (await server.createKnowledgeBase({ name: 'Handbook' })).id;
const documentId = (await server.ingest(knowledgeBaseId, 'handbook.md', 'The staff handbook.\n\nEmployees have 28 days of leave.')).id;
await server.ask('PATCH', '/api/settings', { chatchatApi: true });

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const pathIn = ({ path }: Route) => path.replace(/:(\w+)/g, '{$1}');

test('every route with a body has an example that it takes, and every example a route', () => {
  const taking = routes.filter(({ body }) => body);
  expect(taking.map(nameOf).filter((name) => !Object.hasOwn(bodyExamples, name))).toEqual([]);
  expect(Object.keys(bodyExamples).filter((name) => !taking.some((route) => nameOf(route) === name))).toEqual([]);
  for (const route of taking) expect(route.body!.safeParse(bodyExamples[nameOf(route)]).error, nameOf(route)).toBeUndefined();
});

test('every part of an address in braces has an example', () => {
  for (const route of routes) {
    const { parameters } = description.paths[pathIn(route)]![route.method]!;
    for (const { name, example } of parameters.filter((parameter) => parameter.in === 'path')) expect(example, `${nameOf(route)} ${name}`).toBeDefined();
  }
});

/** The operation as its page at /docs would send it, with the ids that are here. */
async function execute(name: string): Promise<{ status: number; body: unknown }> {
  const [method = '', path = ''] = name.split(' ');
  const { parameters, requestBody } = description.paths[path.replace(/:(\w+)/g, '{$1}')]![method]!;
  const here = (text: string) => text.replaceAll(exampleIds.knowledgeBase, knowledgeBaseId).replaceAll(exampleIds.document, documentId);
  const examples = new Map(parameters.map((parameter) => [parameter.name, String(parameter.example)]));
  const address = here(path.replace(/:(\w+)/g, (_part, parameter: string) => encodeURIComponent(examples.get(parameter)!)));
  const example = requestBody?.content['application/json']?.example;
  return server.ask(method.toUpperCase(), address, example === undefined ? undefined : JSON.parse(here(JSON.stringify(example))));
}

const needsMore = /^get .*(\/events|\/passage|\/blocks|:id\/content|download_doc|list_files)$|^get \/api\/(chunks|conversations|temporary-files|turns)\/:id/;

test('what only reads answers as its example says', async () => {
  const reading = routes.filter((route) => route.method === 'get' && !needsMore.test(nameOf(route))).map(nameOf);
  expect(reading.length).toBeGreaterThan(30);
  for (const name of reading) expect((await execute(name)).status, name).toBe(200);
});

test('what asks and searches answers as its example says', async () => {
  const asking = [
    ...['post /api/knowledge-bases', 'patch /api/knowledge-bases/:id', 'post /api/knowledge-bases/:id/search', 'patch /api/documents/:id'],
    ...['post /api/knowledge-bases/:id/documents/bulk', 'post /api/documents/:id/chunks', 'post /api/conversations', 'post /api/prompts/test', 'post /api/prompts'],
    ...['put /api/prompts/:mode/:name', 'post /api/prompts/:mode/:name/versions/:version/restore', 'post /api/providers', 'post /api/api-keys', 'patch /api/settings'],
    ...['put /api/tools/:id', 'post /v1/chat/completions', 'post /v1/embeddings', 'post /strict/v1/chat/completions', 'post /knowledge_base/search_docs'],
    ...['post /server/configs', 'post /server/list_search_engines', 'post /server/get_prompt_template', 'post /other/embed_texts'],
  ];
  for (const name of asking) {
    const { status, body } = await execute(name);
    expect([200, 201, 204], `${name}: ${JSON.stringify(body)}`).toContain(status);
    if (/^post \/(knowledge_base|server|other)/.test(name) && typeof body === 'object' && body !== null && 'code' in body) expect(body, name).toMatchObject({ code: 200 });
  }
  const completion = (await execute('post /v1/chat/completions')).body as { choices: { message: { content: string } }[] };
  expect(completion.choices[0]!.message.content).toContain('28 days');
});
