import { exampleIds } from './ids.ts';

/** Bodies of requests that ask, by method and path. */
export const askingExamples: Readonly<Record<string, unknown>> = {
  'post /api/conversations': { title: 'Leave', options: { mode: 'knowledge-base', knowledgeBaseIds: [exampleIds.knowledgeBase] } },
  'patch /api/conversations/:id': { title: 'Leave and travel' },
  'put /api/messages/:id/feedback': { score: 100, reason: 'The right paragraph.' },
  'post /api/conversations/:id/turns': { text: 'How many days of leave are there?', mode: 'knowledge-base', knowledgeBaseIds: [exampleIds.knowledgeBase], stream: false },
  'post /api/turns/:id/tool-calls/:callId': { decision: 'allow' },
  'post /api/prompts': { mode: 'knowledge-base', name: 'short', text: '{{context}}\n\nAnswer in one sentence, with the number of the passage: {{question}}' },
  'post /api/prompts/test': { mode: 'knowledge-base', text: '{{context}}\n\nIn one sentence: {{question}}', question: 'How many days of leave are there?' },
  'put /api/prompts/:mode/:name': { text: 'Answer from the numbered passages only, in one sentence, with their numbers in square brackets.' },
  'post /api/widget/turns': { question: 'How many days of leave are there?', earlier: [] },
  'post /api/translator/test': { text: 'How many days of leave are there?', to: 'zh' },
  'put /api/translator/key': { apiKey: 'the key of the service' },
};
