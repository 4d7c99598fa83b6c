import type { PromptMessage } from '../../chat-model.ts';
import { toolNameOf } from '../../wire/conversation.ts';
import { argumentsAsObject } from '../../wire/tool-uses.ts';

/** Calls have no ids: what a tool gave names the tool. */
export function promptOf(messages: readonly PromptMessage[]): object[] {
  return messages.map((message) => {
    if (message.role === 'tool') return { role: 'tool', tool_name: toolNameOf(messages, message.toolUseId), content: message.content };
    const uses = message.role === 'assistant' ? (message.toolUses ?? []) : [];
    const tool_calls = uses.map((use) => ({ function: { name: use.name, arguments: argumentsAsObject(use) } }));
    return { role: message.role, content: message.content, ...(tool_calls.length > 0 ? { tool_calls } : {}) };
  });
}
