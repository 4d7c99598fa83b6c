import { expect, test } from 'vitest';
import type { ChatEvent } from '#contracts/chat-event';
import type { ReadyTool } from '../../tools/ready-tools.ts';
import { agentTurn, scriptedModel, testTool } from '../../testing/agent-turn.ts';
import { beginAgentRun } from './agent-run.ts';
import { ToolCaller } from './tool-caller.ts';

function callerOf(tool: ReadyTool, timeoutMs?: number) {
  const events: ChatEvent[] = [];
  const run = beginAgentRun(agentTurn(scriptedModel(['']), [tool]), [tool], (event) => events.push(event), new AbortController().signal);
  const results = () => events.flatMap((event) => (event.type === 'tool-result' ? [event] : []));
  return { caller: new ToolCaller(run, timeoutMs), results };
}

test('a tool that takes too long is given up, told so, and stopped', async () => {
  let told: AbortSignal | undefined;
  const slow = testTool('slow', (_input, signal) => ((told = signal), new Promise(() => {})));
  const { caller, results } = callerOf(slow, 10);
  expect(await caller.call({ name: 'slow', arguments: '{}' })).toContain('Error: It took longer than 0.01 s');
  expect(results()).toMatchObject([{ state: 'failed' }]);
  expect(told!.aborted).toBe(true);
});

test('a long output is shown long and told short', async () => {
  const { caller, results } = callerOf(testTool('long', async () => ({ text: 'x'.repeat(30_000) })));
  const told = await caller.call({ name: 'long', arguments: '{}' });
  expect(results()[0]!.output).toHaveLength(20_000);
  expect(told.length).toBeLessThan(12_100);
  expect(told).toContain('(the rest was cut off)');
});

test('an input is the same whatever the order of its fields', async () => {
  const { caller, results } = callerOf(testTool('t', async () => ({ text: 'ok' })));
  for (const written of ['{"a":1,"b":2}', '{"b":2,"a":1}', '{"a":1, "b":2}', '{"a":2,"b":2}']) await caller.call({ name: 't', arguments: written });
  expect(results().map(({ state }) => state)).toEqual(['complete', 'complete', 'refused', 'complete']);
});

test('a plain text is the input of a tool that takes one', async () => {
  const { caller, results } = callerOf(testTool('t', async (input) => ({ text: JSON.stringify(input) })));
  for (const written of ['plain words', '"quoted"', '```json\n{"text":"fenced"}\n```', '[1]', '{"text":']) await caller.call({ name: 't', arguments: written });
  expect(results().map(({ output }) => output)).toEqual([
    '{"text":"plain words"}',
    '{"text":"quoted"}',
    '{"text":"fenced"}',
    'Error: The input is not a JSON object; write it again',
    'Error: The input is not a JSON object; write it again',
  ]);
});
