import { exampleIds } from './ids.ts';

/** Bodies of requests about knowledge bases and what is in them, by method and path. */
export const knowledgeBaseExamples: Readonly<Record<string, unknown>> = {
  'post /api/knowledge-bases': { name: 'Staff handbook', description: 'Leave, pay and travel of employees', whenNothingFound: 'refuse', refusalText: 'Please ask the personnel office.' },
  'patch /api/knowledge-bases/:id': { description: 'Leave, pay and travel of employees', retrieval: { topK: 6 } },
  'post /api/knowledge-bases/:id/rebuild': { depth: 'resplit' },
  'post /api/knowledge-bases/:id/ingestion': { action: 'resume' },
  'post /api/knowledge-bases/:id/search': { query: 'How many days of leave are there?', topK: 5 },
  'patch /api/documents/:id': { tags: ['2026'], metadata: { author: 'Personnel office' } },
  'post /api/documents/:id/reingest': { keepEdits: true },
  'post /api/knowledge-bases/:id/documents/bulk': { ids: [exampleIds.document], action: 'tag', tag: 'reviewed' },
  'post /api/documents/:id/retry': { password: 'opens the file this once' },
  'post /api/documents/:id/chunks': { text: 'Leave is asked for in the portal.', position: 0 },
  'put /api/documents/:id/chunks': { chunks: [{ text: 'Employees have 28 days of leave.' }] },
  'patch /api/chunks/:id': { isEnabled: false },
  'post /api/knowledge-bases/:id/folders': { path: '/srv/handbook', ignore: ['drafts/**'] },
  'patch /api/folders/:id': { isOn: true },
  'post /api/folders/:id/sync': { confirmRemoval: false },
  'post /api/documents/:id/summaries': { instructions: 'In three sentences.' },
  'post /api/knowledge-bases/:id/summaries': { documentIds: [exampleIds.document] },
  'post /api/knowledge-bases/:id/urls': { urls: ['https://example.com/handbook.html'] },
  'post /api/knowledge-bases/:id/tables/query': { sql: 'SELECT 1 AS one', limit: 10 },
};
