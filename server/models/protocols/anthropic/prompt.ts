import type { ChatModelRequest, PromptMessage } from '../../chat-model.ts';
import { turnsOf } from '../../wire/conversation.ts';
import { argumentsAsObject } from '../../wire/tool-uses.ts';

/** Blocks of text must not be empty. */
function blocksOf(message: PromptMessage): object[] {
  if (message.role === 'tool') return [{ type: 'tool_result', tool_use_id: message.toolUseId, content: message.content }];
  const said = message.content.trim() === '' ? [] : [{ type: 'text', text: message.content }];
  const uses = message.role === 'assistant' ? (message.toolUses ?? []) : [];
  return [...said, ...uses.map((use) => ({ type: 'tool_use', id: use.id, name: use.name, input: argumentsAsObject(use) }))];
}

export function promptOf(messages: readonly PromptMessage[]): object[] {
  return turnsOf(messages, blocksOf).map(({ role, parts }) => ({ role, content: parts }));
}

/** The part of a request that is about tools. */
export function toolFieldsOf({ tools, toolChoice }: Pick<ChatModelRequest, 'tools' | 'toolChoice'>): object {
  if (!tools?.length) return {};
  const offered = tools.map(({ name, description, input }) => ({ name, description, input_schema: input }));
  const choice = toolChoice === 'required' ? { type: 'any' } : toolChoice && { type: 'tool', ...toolChoice };
  return { tools: offered, ...(choice && { tool_choice: choice }) };
}
