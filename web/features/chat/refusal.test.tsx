import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { AssistantMessage } from '#contracts/message';
import { Refusal } from './refusal.tsx';

const refused: AssistantMessage = {
  id: 'a1',
  role: 'assistant',
  turnId: 't1',
  questionId: 'q1',
  text: '',
  status: 'refused',
  mode: 'knowledge-base',
  model: 'm',
  sources: [],
  unsupportedClaims: [],
  createdAt: '2026-01-01T00:00:00.000Z',
};
const drawn = (part: Partial<AssistantMessage>) =>
  renderToStaticMarkup(<Refusal answer={{ ...refused, ...part }} onThreshold={() => undefined} onAllDocuments={undefined} />);

test('a refusal is told in the words that the knowledge base has for it', () => {
  expect(drawn({ text: 'Ask the baker in room 3.' })).toContain('Ask the baker in room 3.');
  expect(drawn({ text: 'Ask the baker in room 3.' })).not.toContain('The documents do not say.');
});

test('in a bilingual conversation it is told in the reader’s language, and without any words in the usual ones', () => {
  const answer = { language: 'zh', text: '请到三号房间询问。' };
  expect(drawn({ text: 'Ask the baker in room 3.', translations: { answer } })).toContain(answer.text);
  expect(drawn({})).toContain('The documents do not say.');
});
