import { expect, test } from 'vitest';
import { routing } from './routing.ts';

test.each([[[]], [['one']]])('among %j there is nothing to choose, so all are asked', (knowledgeBaseIds) => {
  expect(routing(true, { knowledgeBaseIds })).toEqual({ routeKnowledgeBases: true, knowledgeBaseIds: [] });
});

test('of several that were chosen, the question chooses among those', () => {
  expect(routing(true, { knowledgeBaseIds: ['one', 'two'] })).toEqual({ routeKnowledgeBases: true });
});

test('whoever chooses again begins with what was chosen, or with the default', () => {
  expect(routing(false, { knowledgeBaseIds: ['one'] })).toEqual({ routeKnowledgeBases: false });
  expect(routing(false, { knowledgeBaseIds: [] })).toStrictEqual({ routeKnowledgeBases: false, knowledgeBaseIds: undefined });
});
