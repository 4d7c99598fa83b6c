import { expect, test } from 'vitest';
import { countMessageTokens } from './message-tokens.ts';

/** The example of OpenAI's cookbook, with the counts its API told for it. */
const cookbook = [
  { role: 'system', content: 'You are a helpful, pattern-following assistant that translates corporate jargon into plain English.' },
  { role: 'system', name: 'example_user', content: 'New synergies will help drive top-line growth.' },
  { role: 'system', name: 'example_assistant', content: 'Things working well together will increase revenue.' },
  {
    role: 'system',
    name: 'example_user',
    content: "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
  },
  { role: 'system', name: 'example_assistant', content: "Let's talk later when we're less busy about how to do better." },
  { role: 'user', content: "This late pivot means we don't have time to boil the ocean for the client deliverable." },
];

test.each([
  ['gpt-3.5-turbo-0301', 127],
  ['gpt-3.5-turbo', 127],
  ['openai-1/gpt-3.5-turbo', 127],
  ['gpt-3.5-turbo-0613', 129],
  ['gpt-4-0314', 129],
  ['gpt-4', 129],
  ['qwen-plus', 129],
])('%s reads the example of the cookbook as %i tokens', (model, tokens) => {
  expect(countMessageTokens(cookbook, model)).toBe(tokens);
});

test('no message is the beginning of an answer only', () => {
  expect(countMessageTokens([])).toBe(3);
});
