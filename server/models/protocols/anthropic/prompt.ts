import type { OfferedTool, PromptMessage } from '../../chat-model.ts';
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

export function toolsOf(tools: readonly OfferedTool[]): object[] {
  return tools.map(({ name, description, input }) => ({ name, description, input_schema: input }));
}
