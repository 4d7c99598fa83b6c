import { expect, test } from 'vitest';
import type { ConversationDetail } from '#contracts/conversation';
import type { AssistantMessage, Source, UserMessage } from '#contracts/message';
import { exportMarkdown } from './export-markdown.ts';

const at = '2026-01-01T00:00:00.000Z';
const question = (id: string, text: string, parentId?: string): UserMessage => ({ id, role: 'user', text, parentId, createdAt: at });
const source: Source = {
  number: 1,
  chunkId: '7',
  documentId: 'd',
  documentName: 'hand_book.pdf',
  knowledgeBaseId: 'k',
  text: 'Leave is 15 days.\nAsk <HR>.',
  score: 0.9,
  page: 3,
  start: 0,
  end: 27,
  heading: 'Leave',
};
function answer(questionId: string, change: Partial<AssistantMessage>): AssistantMessage {
  return {
    id: `a-${questionId}`,
    role: 'assistant',
    turnId: 't',
    questionId,
    text: '',
    status: 'complete',
    mode: 'knowledge-base',
    model: 'extractive',
    sources: [],
    unsupportedClaims: [],
    createdAt: at,
    ...change,
  };
}
const conversation = (...messages: ConversationDetail['messages']): ConversationDetail => ({
  id: 'c',
  title: '年假',
  options: {},
  messageCount: messages.length,
  createdAt: at,
  updatedAt: at,
  messages,
});

test('each question is followed by its newest answer and the numbered sources with place and quote', () => {
  const detail = conversation(
    question('q', 'How much leave?'),
    answer('q', { id: 'older', text: 'An older answer' }),
    answer('q', { text: '15 days [1].', sources: [source] }),
  );
  expect(exportMarkdown(detail)).toBe(
    [
      '# 年假',
      '## How much leave?',
      '15 days [1].',
      '**Sources**',
      '1. hand\\_book.pdf, p. 3, Leave',
      '   > Leave is 15 days.\n   > Ask \\<HR\\>.',
    ].join('\n\n') + '\n',
  );
});

test('a source whose document was deleted is named, not quoted', () => {
  const detail = conversation(question('q', 'a'), answer('q', { text: '15 days [1].', sources: [{ ...source, text: '', isGone: true }] }));
  expect(exportMarkdown(detail)).toContain('1. hand\\_book.pdf, p. 3, Leave\n\n   *(deleted)*');
});

test('a stop and a failure say so', () => {
  const detail = conversation(
    question('2', 'b'),
    answer('2', { status: 'cancelled', text: 'Half an' }),
    question('3', 'c', 'a-2'),
    answer('3', { status: 'failed', failure: { code: 'unavailable', message: 'connection refused' } }),
  );
  const text = exportMarkdown(detail);
  expect(text).toContain('## b\n\nHalf an\n\n*(stopped)*');
  expect(text).toContain('## c\n\n*(failed: connection refused)*');
});

test('of several branches the one that is shown is exported, in both languages where it has both', () => {
  const translations = { question: { language: 'en', text: 'How much leave?' }, answer: { language: 'zh', text: '15 天。' } };
  const detail = conversation(question('1', '年假多少天？'), answer('1', { text: '15 days.', translations }), question('2', 'Another beginning'));
  expect(exportMarkdown({ ...detail, shownMessageId: 'a-1' })).toBe('# 年假\n\n## 年假多少天？\n\n> How much leave?\n\n15 days.\n\n> 15 天。\n');
});

test('Markdown and HTML in names and questions stay text', () => {
  const detail = conversation(question('q', '# <img src=x>\n[link](http://x)'));
  expect(exportMarkdown(detail)).toContain('## \\# \\<img src=x\\> \\[link\\](http://x)');
});
