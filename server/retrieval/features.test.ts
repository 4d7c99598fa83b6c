import { expect, test } from 'vitest';
import { understand } from '../platform/text/query.ts';
import { computeFeatures, type Features } from './features.ts';
import { analyzePassage } from './passage.ts';
import { weigh } from './weights.ts';

const statistics = { han: { count: 100, averageLength: 20 }, latin: { count: 100, averageLength: 12 } };

function featuresOf(question: string, text: string, title = ''): Features {
  const query = weigh(understand(question), statistics, new Map());
  const passage = { id: 1, documentId: 'd', documentName: 'd', title, position: 0, text, start: 0, end: text.length };
  return computeFeatures(query, analyzePassage(passage, query.values));
}

test('one sentence with all the terms is worth more than the terms spread over several', () => {
  const together = featuresOf('copper melting point', 'The melting point of copper is high. It rains.');
  const apart = featuresOf('copper melting point', 'Copper is red. Melting ice drips. It rains. Sharpen the point.');
  expect(together.sentence).toBe(1);
  expect(apart.sentence).toBeLessThan(together.sentence);
  expect(apart.window).toBeLessThan(together.window);
});

test('neighbours in the question are best as neighbours in the passage', () => {
  const near = featuresOf('harbour master', 'The harbour master sleeps.').proximity;
  expect(near).toBe(1);
  expect(featuresOf('harbour master', 'The master of ships left the harbour.').proximity).toBeLessThan(near);
});

test('the numbers asked for are looked for in text and title', () => {
  expect(featuresOf('sales in 2021', 'Sales rose in 2021.').numbers).toBe(1);
  expect(featuresOf('sales in 2021', 'Sales rose.', 'Report 2021').numbers).toBe(1);
  expect(featuresOf('sales in 2021', 'Sales rose in 2020.').numbers).toBe(0);
  expect(featuresOf('sales', 'Sales rose.').numbers).toBe(0.5);
});

test('a name that the passage does not hold speaks against it', () => {
  expect(featuresOf('Who leads the choir of Hallin?', 'Anna Brekke leads the choir of Hallin.').missingNames).toBe(0);
  expect(featuresOf('Who leads the choir of Hallin?', 'Anna Brekke leads the choir of Skarvik.').missingNames).toBe(1);
  expect(featuresOf('who leads the choir?', 'Anna Brekke leads the choir.').missingNames).toBe(0);
});

test('words of like spelling count in part', () => {
  const { fuzzy } = featuresOf('thermometers', 'The thermometry of boilers.');
  expect(fuzzy).toBeGreaterThan(0.5);
  expect(fuzzy).toBeLessThan(1);
});

test('the kind of answer asked for counts most in the best sentence', () => {
  expect(featuresOf('When was the tower built?', 'The tower was built in 1887.').answerType).toBe(1);
  expect(featuresOf('When was the tower built?', 'The tower was built quickly. Work began in 1887.').answerType).toBe(0.7);
  expect(featuresOf('When was the tower built?', 'The tower was built of granite.').answerType).toBe(0);
});

test('a question without terms has no evidence, and no feature is not a number', () => {
  expect(Object.values(featuresOf('What is it?', 'It is a tower.')).every(Number.isFinite)).toBe(true);
  expect(Object.values(featuresOf('tower', '')).every(Number.isFinite)).toBe(true);
});
