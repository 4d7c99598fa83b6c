import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Exchange } from '../conversations/earlier-exchanges.ts';
import type { ChatModel } from '../models/chat-model.ts';
import { AppError } from '../platform/errors.ts';
import { joinWithEarlier, speaksOf, standAlone } from './stand-alone.ts';
import { startUsageMeter } from './usage-meter.ts';

const said = (question: string): Exchange => ({ question, answer: 'Something.' });
const never = new AbortController().signal;
const asked = (question: string, earlier: readonly Exchange[], model: ChatModel, rewriteFollowUps = true, meter = startUsageMeter()) =>
  standAlone({ question, earlier, model, meter, choice: { rewriteFollowUps } }, never);

/** A model that gives this answer, and tells how often it was asked. */
function modelSaying(answer: string | Error, converses = true): ChatModel & { asked: number } {
  const model = {
    id: 'fake',
    label: 'Fake',
    converses,
    callsTools: false,
    contextTokens: 8192,
    parameters: z.object({}),
    countTokens: (text: string) => text.length,
    asked: 0,
    async *stream() {
      model.asked++;
      if (answer instanceof Error) throw answer;
      yield { type: 'text-delta' as const, delta: answer };
    },
  };
  return model;
}

test.each([
  ['How long is parental leave?', 'Who approves it?', 'How long is parental leave? Who approves it?'],
  ['How long is parental leave?', 'And for fathers?', 'How long is parental leave? And for fathers?'],
  ['How long is parental leave?', 'What about fathers?', 'How long is parental leave? What about fathers?'],
  ['How long is parental leave?', 'Why?', 'How long is parental leave? Why?'],
  ['年假有多少天？', '它可以结转吗？', '年假有多少天？ 它可以结转吗？'],
  ['年假有多少天？', '那病假呢？', '年假有多少天？ 那病假呢？'],
  ['年假有多少天？', '为什么？', '年假有多少天？ 为什么？'],
  ['X100 的价格是多少？', '其保修期多久？', 'X100 的价格是多少？ 其保修期多久？'],
])('after %j, %j is searched with the question before it', (previous, question, searched) => {
  expect(joinWithEarlier(question, [said(previous)]).text).toBe(searched);
});

test.each([
  'How many vacation days does a new employee get?',
  'Parking fees',
  'How many days of annual holiday can be carried over, and when do they expire?',
  'Does it support PDF files larger than two hundred megabytes on Windows servers?',
  'Is there a canteen in Berlin?',
  '公司的差旅报销标准是什么？',
  '其他城市的住宿标准是多少？',
  '为什么差旅报销需要提前审批？',
  '绿茶应该用多少度的水冲泡？',
])('%j stands alone', (question) => {
  expect(joinWithEarlier(question, [said('How long is parental leave?')]).text).toBe(question);
});

test('a chain of follow-ups keeps its subject, and nothing in between', () => {
  const earlier = [said('How long is parental leave?'), said('Who approves it?')];
  expect(joinWithEarlier('And for fathers?', earlier).text).toBe('How long is parental leave? And for fathers?');
});

test('passages found by the older words alone do not count', () => {
  const followUp = joinWithEarlier('And the weather?', [said('How long is parental leave?')]);
  expect(speaksOf(followUp, 'Parental leave is 14 weeks.')).toBe(false);
  expect(speaksOf(followUp, 'In bad weather, leave early.')).toBe(true);
  expect(speaksOf(joinWithEarlier('Why?', [said('How long is parental leave?')]), 'Parental leave is 14 weeks.')).toBe(true);
  expect(speaksOf(joinWithEarlier('那病假呢？', [said('年假有多少天？')]), '年假每年十五天。')).toBe(false);
  expect(speaksOf(joinWithEarlier('那病假呢？', [said('年假有多少天？')]), '病假需要证明。')).toBe(true);
});

test('a model that converses rewrites what leaves something out', async () => {
  const model = modelSaying('"Who approves parental leave?"\n');
  expect((await asked('Who approves it?', [said('How long is parental leave?')], model)).text).toBe(
    'Who approves parental leave?',
  );
});

test('where rewriting is switched off the question is searched as it is', async () => {
  const model = modelSaying('Who approves parental leave?');
  expect((await asked('Who approves it?', [said('How long is parental leave?')], model, false)).text).toBe('Who approves it?');
  expect(model.asked).toBe(0);
});

test('neither a first question nor one that stands alone costs a call of the model', async () => {
  const model = modelSaying('x');
  const question = 'How many vacation days does a new employee get?';
  expect((await asked('Who approves it?', [], model)).text).toBe('Who approves it?');
  expect((await asked(question, [said('How long is parental leave?')], model)).text).toBe(question);
  expect(model.asked).toBe(0);
});

test.each([
  ['fails', new AppError('unavailable', 'down')],
  ['says nothing', ''],
  ['explains instead', 'Sure!\nHere is the question:\nWho approves it?'],
])('a model that %s is replaced by the rule', async (_what, answer) => {
  const { text } = await asked('Who approves it?', [said('How long is parental leave?')], modelSaying(answer));
  expect(text).toBe('How long is parental leave? Who approves it?');
});

test('what a rewriting uses is counted, but it is not the first word of the answer', async () => {
  const meter = startUsageMeter();
  await asked('Who approves it?', [said('How long is parental leave?')], modelSaying('Who approves parental leave?'), true, meter);
  expect(meter.read()).toMatchObject({ promptTokens: expect.toSatisfy((count: number) => count > 20), completionTokens: 7, firstTokenMs: undefined });
});
