import { expect, test, vi } from 'vitest';
import type { Document } from '#contracts/document';
import type { SearchResponse } from '#contracts/search';
import { audit } from '../maintenance/doctor/audit.ts';
import { startTestServer } from '../testing/test-server.ts';

const table = 'name,price,note,origin\nkettle,49,steel,catalogue p. 3\nlamp,25,oak,catalogue p. 7\n';

test('of separated values the chosen columns are searched, others tell about the rows, and all come back when nothing is chosen', async () => {
  await using server = await startTestServer();
  const { id: knowledgeBaseId } = await server.createKnowledgeBase();
  const { id } = await server.ingest(knowledgeBaseId, 'prices.csv', table);
  const text = async () => (await server.ask<string>('GET', `/api/documents/${id}/text`)).body;
  const choose = (columns: object | null) => server.ask<Document>('PATCH', `/api/documents/${id}`, { columns });
  const settled = (status: string) =>
    vi.waitFor(async () => expect((await server.ask<Document>('GET', `/api/documents/${id}`)).body.status).toBe(status), { timeout: 15_000 });

  await choose({ content: ['name', 'price'], metadata: ['note'], source: 'origin' });
  await settled('ready');
  expect(await text()).toBe('name: kettle | price: 49\nname: lamp | price: 25');
  const { hits } = (await server.ask<SearchResponse>('POST', `/api/knowledge-bases/${knowledgeBaseId}/search`, { query: 'price of the kettle' })).body;
  expect(hits[0]?.place?.described).toEqual({ note: 'steel, oak', source: 'catalogue p. 3, catalogue p. 7' });

  await choose({ content: ['colour'] });
  await settled('failed');
  expect((await server.ask<Document>('GET', `/api/documents/${id}`)).body.failure).toMatchObject({ message: expect.stringContaining('colour'), hint: expect.stringContaining('"price"') });
  expect(await text()).toContain('name: kettle');

  await choose(null);
  await settled('ready');
  expect(await text()).toContain('steel');
  expect(await audit(server.context)).toEqual([]);
});
