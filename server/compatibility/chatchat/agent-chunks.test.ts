import { expect, test } from 'vitest';
import type { ChatEvent } from '#contracts/chat-event';
import { collect } from '../../testing/collect.ts';
import { agentForm } from './agent-chunks.ts';
import { toChunks } from './answer-chunks.ts';
import { finishedAnswer } from '../../chat/finished-answer.ts';

const start: ChatEvent = {
  type: 'turn-start',
  turnId: 't',
  conversationId: '',
  question: { id: 'q', role: 'user', text: '问', createdAt: '2026-01-01T00:00:00.000Z' },
  answerId: '01234567-89ab-cdef-0123-456789abcdef',
  mode: 'agent',
  model: 'm',
  createdAt: '2026-01-01T00:00:00.000Z',
};
const call = (id: string, state: 'running' | 'waiting' = 'running'): ChatEvent => ({ type: 'tool-call', call: { id, tool: 'calculate', input: '{"expression":"1/0"}', state } });
const result = (id: string, state: 'complete' | 'failed', output: string): ChatEvent => ({ type: 'tool-result', id, state, output, durationMs: 1 });
const ids = { message_id: '0123456789abcdef0123456789abcdef', chat_history_id: '0123456789abcdef0123456789abcdef' };

async function* scripted(...events: ChatEvent[]): AsyncGenerator<ChatEvent> {
  yield start;
  yield* events;
}

const chunksOf = (...events: ChatEvent[]) => collect<object>(toChunks(scripted(...events), agentForm));

const run: ChatEvent[] = [
  { type: 'text-delta', delta: '我来算。' },
  call('a', 'waiting'),
  call('a'),
  result('a', 'failed', '不能除以零'),
  { type: 'text-delta', delta: '换一个。' },
  call('b'),
  result('b', 'complete', '42'),
  { type: 'text-delta', delta: '答案是 42。' },
  { type: 'turn-end', reason: 'complete' },
];
const failed = ['\n```\n', '工具名称: calculate', '工具状态: 调用失败', '错误信息: 不能除以零', '重新开始尝试', '\n```\n'];
const complete = ['\n```\n', '工具名称: calculate', '工具状态: 调用成功', '工具输入: {"expression":"1/0"}', '工具输出: 42', '\n```\n'];

test('an agent is told of as it thinks, calls tools, and answers', async () => {
  expect(await chunksOf(...run)).toEqual([
    { answer: '我来算。' },
    { tools: failed },
    { answer: '换一个。' },
    { tools: complete },
    { answer: '答案是 42。' },
    { final_answer: '答案是 42。', ...ids },
  ]);
});

test('at once, thoughts and calls stand before the answer, which stands alone too', async () => {
  const answer = await finishedAnswer(scripted(...run));
  expect(agentForm.whole(answer)).toEqual({
    answer: `我来算。${failed.join('\n')}换一个。${complete.join('\n')}答案是 42。`,
    final_answer: '答案是 42。',
    ...ids,
  });
});

test('a run that fails ends with what went wrong', async () => {
  const failure = { code: 'timed_out' as const, message: '模型没有回答', hint: '再试一次' };
  const chunks = await chunksOf({ type: 'text-delta', delta: '嗯' }, { type: 'turn-end', reason: 'failed', failure });
  expect(chunks).toEqual([{ answer: '嗯' }, { code: 500, msg: '模型没有回答。再试一次', data: null, error: 'timed_out' }]);
});
