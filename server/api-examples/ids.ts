/** Ids as they stand in the examples. */
export const exampleIds = {
  knowledgeBase: '5b8f4c1e-2a77-4f0e-9d33-0c6f1f6b2a11',
  document: '9e0d7b52-61c4-4c8b-8a5f-7d2f0b8a3c22',
  other: 'c3a1e6f8-0b94-4d7a-b1e2-5f9d8c7b6a33',
} as const;

/** Values of the parts of an address that are in braces. An `:id` is what its address is about. */
export const exampleParameters: Readonly<Record<string, string | number>> = {
  id: exampleIds.other,
  summaryId: exampleIds.other,
  callId: 'call_1',
  mode: 'knowledge-base',
  name: 'default',
  version: 0,
};

const idByRoot: Readonly<Record<string, string>> = {
  '/api/knowledge-bases': exampleIds.knowledgeBase,
  '/api/documents': exampleIds.document,
  '/api/chunks': '42',
  '/api/search-engines': 'searxng',
  '/api/tools': 'calculate',
  '/v1/models': 'kb:Handbook',
};

/** The example of a parameter in the address of a route. */
export function exampleParameter(path: string, name: string): string | number | undefined {
  const root = path.split('/:', 1)[0]!;
  return (name === 'id' ? idByRoot[root] : undefined) ?? exampleParameters[name];
}
