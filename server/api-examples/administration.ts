import { exampleIds } from './ids.ts';

const provider = { name: 'Ollama', protocol: 'openai', baseUrl: 'http://127.0.0.1:11434/v1', chatModels: ['qwen3:8b'], embeddingModels: [] };
const engine = { baseUrl: 'http://127.0.0.1:8888' };
const toolServer = { name: 'Tickets', transport: { kind: 'http', url: 'http://127.0.0.1:9000/mcp', headers: {} } };

/** Bodies of requests of administrators, by method and path. */
export const administrationExamples: Readonly<Record<string, unknown>> = {
  'post /api/maintenance/conversations': {
    conversations: [
      {
        id: exampleIds.other,
        title: 'From before',
        createdAt: '2026-01-02T03:04:05.000Z',
        turns: [{ questionId: exampleIds.document, answerId: exampleIds.knowledgeBase, question: 'How many days?', answer: '28.', createdAt: '2026-01-02T03:04:05.000Z' }],
      },
    ],
  },
  'post /api/maintenance/doctor': { repair: false, deep: false },
  'post /api/models/test': { model: 'extractive' },
  'post /api/providers': provider,
  'post /api/providers/test': { protocol: provider.protocol, baseUrl: provider.baseUrl },
  'patch /api/providers/:id': { chatModels: ['qwen3:8b', 'qwen3:14b'] },
  'put /api/providers/:id/key': { apiKey: 'my own key' },
  'post /api/local-models': { path: 'qwen3-0.6b.gguf', options: { contextTokens: 4096 } },
  'patch /api/local-models/:id': { options: { threads: 4 } },
  'put /api/search-engines/:id': engine,
  'post /api/search-engines/:id/test': engine,
  'put /api/tools/:id': { isOn: true, needsApproval: false },
  'post /api/tool-servers': toolServer,
  'patch /api/tool-servers/:id': { isOn: false },
  'post /api/api-keys': { kind: 'widget', name: 'Shop', knowledgeBaseIds: [exampleIds.knowledgeBase], origins: ['https://shop.example'] },
  'patch /api/settings': { topK: 5, defaultPrompts: { llm: 'default' } },
};
