import { expect, test } from 'vitest';
import { collect } from '../../testing/collect.ts';
import type { Passage } from '../chat-model.ts';
import { extractiveChat, quoteAnswer } from './extractive.ts';

const lighthouse: Passage = {
  number: 1,
  documentName: 'lighthouse.md',
  score: 0.9,
  text: 'The lighthouse stands on a cliff. It was lit for the first time in 1887 by Mrs. Alder. Its lamp burns oil. Tourists come in May.',
};
const harbour: Passage = { number: 2, documentName: 'harbour.md', score: 0.6, text: 'The harbour was dredged in 1902. Boats moor along the quay.' };

const stream = (question: string, passages: readonly Passage[], signal = new AbortController().signal) =>
  collect(extractiveChat.stream({ messages: [], question, passages, temperature: 0, maxTokens: 100 }, signal));

test('the sentence that answers is quoted as it stands, with the number of its passage', () => {
  expect(quoteAnswer('When was the lighthouse first lit?', [lighthouse, harbour])).toContain(
    'It was lit for the first time in 1887 by Mrs. Alder. [1]',
  );
});

test('sentences of one passage come in its order', () => {
  const answer = quoteAnswer('lamp, cliff and tourists of the lighthouse', [lighthouse]);
  expect(answer.indexOf('cliff')).toBeLessThan(answer.indexOf('Tourists'));
});

test('a Chinese question is answered from a Chinese passage', () => {
  const text = '灯塔建在悬崖上。灯塔于1887年首次点亮。游客多在五月来。';
  expect(quoteAnswer('灯塔是哪一年首次点亮的？', [{ number: 3, documentName: '灯塔.txt', score: 0.8, text }])).toContain('灯塔于1887年首次点亮。 [3]');
});

test('every line is a sentence of the passage it cites', () => {
  for (const line of quoteAnswer('When was the harbour dredged?', [lighthouse, harbour]).split('\n\n')) {
    const [, sentence, number] = /^(.*) \[(\d+)\]$/su.exec(line)!;
    expect([lighthouse, harbour].find((passage) => passage.number === Number(number))!.text).toContain(sentence);
  }
});

test('the answer is streamed in pieces that make up the whole, then the usage', async () => {
  const events = await stream('When was the lighthouse first lit?', [lighthouse]);
  const deltas = events.flatMap((event) => (event.type === 'text-delta' ? [event.delta] : []));
  expect(deltas.length).toBeGreaterThan(1);
  expect(deltas.join('')).toBe(quoteAnswer('When was the lighthouse first lit?', [lighthouse]));
  expect(events.at(-1)).toMatchObject({ type: 'usage' });
});

test('without passages nothing is said', async () => {
  expect(await stream('Who built it?', [])).toMatchObject([{ type: 'usage', completionTokens: 0 }]);
});

test('a stopped answer ends at once', async () => {
  await expect(stream('When was it lit?', [lighthouse], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});

test('a table row competes with the other rows, not with the sentences beside the table', () => {
  const text = [
    '| 城市类别 | 住宿标准（每晚） |',
    '| --- | --- |',
    '| 北京、上海 | 600 元 |',
    '| 其他城市 | 350 元 |',
    '',
    '出差每晚住宿超出标准的部分由个人承担，标准是多少由城市决定。',
  ].join('\n');
  const answer = quoteAnswer('去上海出差每晚住宿标准是多少？', [{ number: 1, text, documentName: 'a.md', score: 0.9 }]);
  expect(answer).toContain('| 北京、上海 | 600 元 [1] |');
  expect(answer).not.toContain('350 元');
});
