import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { GenerationParameters } from '#contracts/generation';
import { Settings } from '#contracts/setting';
import type { Turn } from '../chat/chat-mode.ts';
import { chooseForTurn } from '../chat/turn-choice.ts';
import { startUsageMeter } from '../chat/usage-meter.ts';
import type { ChatModel, ChatModelEvent, ChatModelRequest, ToolUse } from '../models/chat-model.ts';
import { estimateTokens } from '../platform/tokens.ts';
import type { ReadyTool } from '../tools/ready-tools.ts';

/** What a model does in one step: it says a text, asks for calls, or does whatever a function yields. */
export type ScriptedStep = string | { text?: string; calls: readonly Partial<ToolUse>[] } | ((request: ChatModelRequest, signal: AbortSignal) => AsyncIterable<ChatModelEvent>);

/** A chat model that follows a script, its last step for ever, and remembers what it was asked. */
export type ScriptedModel = ChatModel & { requests: ChatModelRequest[] };

async function* follow(step: ScriptedStep): AsyncGenerator<ChatModelEvent> {
  const { text = '', calls } = typeof step === 'string' ? { text: step, calls: [] } : (step as { text?: string; calls: readonly Partial<ToolUse>[] });
  for (const delta of text.match(/[^]{1,5}/gu) ?? []) {
    await pause(0);
    yield { type: 'text-delta', delta };
  }
  for (const [index, use] of calls.entries()) yield { type: 'tool-use', use: { id: `c${index}`, name: '', arguments: '{}', ...use } };
  yield { type: 'usage', promptTokens: 10, completionTokens: 2 };
}

export function scriptedModel(steps: readonly ScriptedStep[], change: Partial<ChatModel> = {}): ScriptedModel {
  const requests: ChatModelRequest[] = [];
  return {
    id: 'scripted',
    label: 'Scripted',
    converses: true,
    callsTools: true,
    contextTokens: 8_192,
    parameters: GenerationParameters.pick({ temperature: true, maxTokens: true, stop: true }),
    countTokens: estimateTokens,
    requests,
    stream(request, signal) {
      const step = steps[Math.min(requests.length, steps.length - 1)]!;
      requests.push(request);
      return typeof step === 'function' ? step(request, signal) : follow(step);
    },
    ...change,
  };
}

/** A tool that answers as the function does. */
export function testTool(id: string, call: ReadyTool['call'], change: Partial<ReadyTool> = {}): ReadyTool {
  const input = z.toJSONSchema(z.object({ text: z.string() })) as Record<string, unknown>;
  return { id, name: id, description: `The tool ${id}`, input, textField: 'text', needsApproval: false, call, ...change };
}

const nothingFound = () => Promise.reject(new Error('Nothing is searched here'));

/** A turn of mode `agent` around a model and some tools. */
export function agentTurn(model: ChatModel, tools: readonly ReadyTool[], change: Partial<Turn> = {}): Turn {
  const settings = Settings.parse({});
  return {
    question: 'What is it?',
    earlier: [],
    choice: chooseForTurn({ mode: 'agent' }, settings),
    settings,
    model,
    meter: startUsageMeter(),
    template: 'You are helped by tools.',
    persona: '',
    search: nothingFound,
    openDocuments: nothingFound,
    searchWeb: nothingFound,
    openTranslator: nothingFound,
    openTools: async () => ({ tools: [...tools], notes: [] }),
    ...change,
  };
}
