import { expect, test } from 'vitest';
import { builtInPrompts } from '../prompts/built-in-prompts.ts';
import { type PromptParts, renderPrompt } from './render-prompt.ts';

const noon = new Date(2026, 2, 14, 12);
const parts = (change: Partial<PromptParts>): PromptParts => ({
  template: 'Be brief.',
  persona: '',
  earlier: [{ question: 'Who?', answer: 'The office [2].' }],
  question: 'How much?',
  passages: [{ number: 1, text: 'Fifteen days.', documentName: 'a.md', score: 1 }],
  ...change,
});
const render = (change: Partial<PromptParts>) => renderPrompt(parts(change), noon);

test('a template without the question is the instructions; the persona and the rule on passages follow it', () => {
  const [system, ...rest] = render({ persona: 'You are a pirate.' });
  expect(system).toEqual({ role: 'system', content: expect.stringMatching(/^Be brief\.\n\nYou are a pirate\.\n\nEach passage is begun by a line with =====/) });
  expect(rest.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
});

test('a template with the question is the whole last message, and what it places stands nowhere else', () => {
  const template = '{{date}} {{ persona }}\n{{history}}\n<<{{context}}>>\nQ: {{question}}';
  const messages = render({ template, persona: 'P' });
  expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
  expect(messages[0]!.content).toMatch(/^Each passage/);
  expect(messages[1]!.content).toMatch(/^2026-03-14 P\nPerson: Who\?\nAssistant: The office\.\n<<=====\w+ \[1\] a\.md\nFifteen days\.\n=====\w+ end>>\nQ: How much\?$/);
});

test('nothing that is put in is read as a template, whatever it is', () => {
  const pieces = ['{{question}}', '{{ context }}', '{{history}}', '{% raw %}', '{% endraw %}', '{{ 7*7 }}', '{input}', '}}', '{{', '${1}', '$&', '$1', '\\', '"', '问'];
  let seed = 7;
  const random = (limit: number) => (seed = (seed * 48_271) % 2_147_483_647) % limit;
  const text = () => Array.from({ length: 1 + random(6) }, () => pieces[random(pieces.length)]).join(' ');
  for (let round = 0; round < 300; round++) {
    const given = { persona: text(), question: text(), passage: text(), answer: text() };
    const template = round % 2 === 0 ? 'A {{persona}} B {{history}} C {{context}} D {{question}} E' : 'Plain.';
    const whole = render({
      template,
      persona: given.persona,
      question: given.question,
      earlier: [{ question: given.question, answer: given.answer }],
      passages: [{ number: 1, text: given.passage, documentName: 'a.md', score: 1 }],
    }).map(({ content }) => content).join('\n');
    for (const each of Object.values(given)) expect(whole).toContain(each);
    if (round % 2 === 0) expect(whole).toContain(` D ${given.question} E`);
  }
});

test('every template that comes with Lectern carries the question, and the passages where there are some', () => {
  for (const template of Object.values(builtInPrompts).flatMap(Object.values)) {
    const whole = render({ template }).map(({ content }) => content).join('\n');
    expect(whole.split('How much?')).toHaveLength(2);
    expect(whole.split('Fifteen days.')).toHaveLength(2);
    expect(whole).not.toContain('{{');
  }
});
