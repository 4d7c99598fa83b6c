import type { ChatModelRequest, OfferedTool, PromptMessage, ToolChoice, ToolUse } from '../../chat-model.ts';

const callOf = ({ id, name, arguments: text }: ToolUse) => ({ id, type: 'function', function: { name, arguments: text } });

/** Messages as the protocol has them. Most are so already. */
export function promptOf(messages: readonly PromptMessage[]): object[] {
  return messages.map((message) => {
    if (message.role === 'tool') return { role: 'tool', tool_call_id: message.toolUseId, content: message.content };
    if (message.role !== 'assistant' || !message.toolUses?.length) return { role: message.role, content: message.content };
    return { role: 'assistant', content: message.content || null, tool_calls: message.toolUses.map(callOf) };
  });
}

export function toolsOf(tools: readonly OfferedTool[]): object[] {
  return tools.map(({ name, description, input }) => ({ type: 'function', function: { name, description, parameters: input } }));
}

const choiceOf = (choice: ToolChoice) => (choice === 'required' ? choice : { type: 'function', function: choice });

/** The part of a request that is about tools. */
export function toolFieldsOf({ tools, toolChoice }: Pick<ChatModelRequest, 'tools' | 'toolChoice'>): object {
  if (!tools?.length) return {};
  return { tools: toolsOf(tools), ...(toolChoice && { tool_choice: choiceOf(toolChoice) }) };
}
