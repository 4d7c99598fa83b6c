import { expect, test } from 'vitest';
import { applyChatEvent, emptyAnswer } from '#contracts/chat-event';
import { agentTurn, type ScriptedStep, scriptedModel, testTool } from '../../testing/agent-turn.ts';
import { runAgent } from './run-agent.ts';

const question = { id: 'q', role: 'user', text: '', createdAt: '' } as const;
const start = { type: 'turn-start', turnId: 't', conversationId: 'c', answerId: 'a', mode: 'agent', model: 'm', createdAt: '', question } as const;
const calculator = testTool('calculate', async ({ expression }) => ({ text: `= ${String(expression)}` }), { textField: 'expression' });

async function ask(steps: readonly ScriptedStep[], asked = 'What is 6 times 7?', takesStop = true) {
  const model = scriptedModel(steps, { callsTools: false, ...(takesStop ? {} : { parameters: scriptedModel([]).parameters.pick({ temperature: true }) }) });
  let answer = emptyAnswer(start);
  const turn = agentTurn(model, [calculator], { question: asked });
  const settings = { ...turn.settings, agentMaxSteps: 3 };
  await runAgent({ ...turn, settings }, (event) => void (answer = applyChatEvent(answer, event)), new AbortController().signal);
  return { model, answer };
}

const lastMessage = (model: ReturnType<typeof scriptedModel>, index: number) => model.requests[index]!.messages.at(-1)!.content;

test('an action in words is carried out, and what it gave stands in the next prompt', async () => {
  const { model, answer } = await ask([
    'Thought: I should reckon.\nAction: calculate\nAction Input: {"expression": "6*7"}\nObservation: 41',
    'I know it now.\nFinal Answer: It is 42.',
  ]);
  expect(answer).toMatchObject({ text: 'It is 42.', toolCalls: [{ tool: 'calculate', input: '{"expression": "6*7"}', thought: 'I should reckon.', output: '= 6*7' }] });
  const [first] = model.requests;
  expect(first!.messages[0]!.content).toMatch(/You are helped by tools\.[^]*calculate: The tool calculate[^]*Final Answer:/);
  expect(first!.parameters!.stop).toEqual(['\nObservation:', 'Observation:', '<|im_end|>', '<|observation|>']);
  expect(first!.tools).toBeUndefined();
  expect(lastMessage(model, 1)).toMatch(/^Question: What is 6 times 7\?\n\nThought: I should reckon\.\nAction: calculate\nAction Input: [^\n]*\nObservation: =====[0-9a-f]{12}\n= 6\*7\n=====[0-9a-f]{12} end\nThought:$/);
  expect(lastMessage(model, 1)).not.toContain('41');
});

test('in Chinese the words are Chinese, and full-width colons are read', async () => {
  const { model, answer } = await ask(['思考：需要计算。\n行动：calculate\n行动输入：6*7', 'Thought: 我现在知道答案了\n最终答案：等于42。'], '6乘以7等于多少？');
  expect(answer.text).toBe('等于42。');
  expect(answer.toolCalls).toMatchObject([{ input: '6*7', output: '= 6*7', thought: '需要计算。' }]);
  expect(model.requests[0]!.messages[0]!.content).toContain('你可以使用以下工具');
});

test.each([
  ['one JSON object', 'Thought: hm\nAction:\n```json\n{"action": "calculate", "action_input": {"expression": "1+1"}}\n```'],
  ['JSON with a plain input', '{"action": "calculate", "action_input": "1+1"}'],
  ['the form of ChatGLM3', 'calculate\n```python\ntool_call(expression=\'1+1\')\n```'],
  ['labels in bold', '**Thought:** hm\n**Action:** calculate\n**Action Input:** {"expression": "1+1"}'],
  ['one line', 'Action: calculate Action Input: 1+1'],
  ['an answer made up behind it', 'Action: calculate\nAction Input: 1+1\nThought: I know\nFinal Answer: 3'],
])('an action as %s is read', async (_form, text) => {
  const { answer } = await ask([text, 'Final Answer: 2']);
  expect(answer.toolCalls).toMatchObject([{ tool: 'calculate', state: 'complete', output: '= 1+1' }]);
  expect(answer.text).toBe('2');
});

test('a final answer as JSON is read', async () => {
  expect((await ask(['{"action": "Final Answer", "action_input": "It is 42."}'])).answer.text).toBe('It is 42.');
});

test('without an action and without a final answer, the text is told to be the model\'s own', async () => {
  expect((await ask(['It is 42, I think.'])).answer.text).toBe('No tool was called; this answer is what the model knows by itself:\n\n`It is 42, I think.`');
  expect((await ask(['大概是42。'], '6乘以7等于多少？')).answer.text).toBe('调用agent工具失败，该回答为大模型自身能力的回答:\n\n `大概是42。`');
});

test('stop words end an answer also where the model does not take them', async () => {
  const { model, answer } = await ask(['Final Answer: It is 42.<|im_end|>\n<|im_start|>user more'], 'What?', false);
  expect(answer.text).toBe('It is 42.');
  expect(model.requests[0]!.parameters!.stop).toBeUndefined();
});

test('an unknown tool and broken JSON are observed by the model', async () => {
  const { model } = await ask(['Action: guess\nAction Input: 1', 'Action: calculate\nAction Input: {"expression": ', 'Final Answer: no']);
  expect(lastMessage(model, 1)).toContain('Error: There is no tool named "guess". There are: calculate.');
  expect(lastMessage(model, 2)).toContain('Error: The input is not a JSON object');
});

test('a model that never answers is asked to once more, then stopped', async () => {
  const { model, answer } = await ask(['Action: calculate\nAction Input: 1']);
  expect(answer.text).toBe('I stopped after 3 steps without an answer.');
  expect(answer.toolCalls!.map(({ state }) => state)).toEqual(['complete', 'complete', 'refused']);
  expect(lastMessage(model, 3)).toContain('Write the Final Answer now');
});

test.each([[['']], [['{"action": "Final Answer", "action_input": " "}']], [['Thought: ']], [['Action: calculate\nAction Input: 1', 'Thought:']]])('a model that ends without a word has failed: %j', async (steps) => {
  await expect(ask(steps)).rejects.toMatchObject({ code: 'provider_failed', message: 'Scripted ended its answer without a word' });
});
