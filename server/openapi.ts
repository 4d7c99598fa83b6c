import { z } from 'zod';
import { exampleParameter } from './api-examples/ids.ts';
import { bodyExamples } from './api-examples/index.ts';
import type { Route } from './platform/http.ts';

type JsonSchema = Record<string, unknown>;

const asSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema;

function parametersOf(route: Route, location: 'path' | 'query'): JsonSchema[] {
  const schema = asSchema(location === 'path' ? route.params : route.query, 'input');
  const { properties = {}, required = [] } = schema as { properties?: Record<string, JsonSchema>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: location,
    required: location === 'path' || required.includes(name),
    schema: property,
    ...(location === 'path' && { example: exampleParameter(route.path, name) }),
  }));
}

function requestBodyOf(route: Route): JsonSchema | undefined {
  if (route.streamedBody) {
    const files = { type: 'array', items: { type: 'string', format: 'binary' } };
    return { required: true, content: { [route.streamedBody]: { schema: { type: 'object', properties: { files }, required: ['files'] } } } };
  }
  const example = bodyExamples[`${route.method} ${route.path}`];
  return route.body && { required: true, content: { 'application/json': { schema: asSchema(route.body, 'input'), example } } };
}

const tagByRoot: Readonly<Record<string, string>> = {
  v1: 'openai',
  strict: 'openai',
  mcp: 'mcp',
  chat: 'chatchat',
  knowledge_base: 'chatchat',
  llm_model: 'chatchat',
  server: 'chatchat',
  other: 'chatchat',
};

/** What follows /api; protocols of others go by their own names. */
function tagOf(path: string): string {
  const [root = '', second] = path.split('/').slice(1);
  return (root === 'api' ? second : tagByRoot[root]) ?? 'health';
}

function operationOf(route: Route): JsonSchema {
  const mediaType = route.produces ?? 'application/json';
  const content = route.responds || route.produces ? { [mediaType]: { schema: route.responds ? asSchema(route.responds, 'output') : { type: 'string' } } } : undefined;
  return {
    summary: route.summary,
    tags: [tagOf(route.path)],
    parameters: [...parametersOf(route, 'path'), ...parametersOf(route, 'query')],
    requestBody: requestBodyOf(route),
    responses: {
      [route.status]: { description: 'Done', content },
      default: { description: 'What went wrong', content: { 'application/json': { schema: asSchema(route.failureForm.schema, 'output') } } },
    },
  };
}

/** The OpenAPI 3.1 description of the routes, made from the schemas that also check the requests. */
export function describeApi(routes: readonly Route[], version: string): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method] = operationOf(route);
  }
  return { openapi: '3.1.0', info: { title: 'Lectern', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } }, paths };
}
