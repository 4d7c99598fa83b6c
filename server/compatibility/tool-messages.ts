import type { ChatCompletionMessage, ChatCompletionRequest, OpenAiTool, OpenAiToolCall } from '#contracts/openai';
import type { OfferedTool, PromptMessage, ToolChoice, ToolUse } from '../models/chat-model.ts';
import { AppError } from '../platform/errors.ts';
import { textOf } from './read-messages.ts';

const anyObject = { type: 'object', properties: {} };

/** Whether a request offers tools, asks for a call, or tells of calls before. */
export function usesTools({ messages, tools, tool_choice }: ChatCompletionRequest): boolean {
  if (tools?.length && tool_choice !== 'none') return true;
  if (tool_choice && tool_choice !== 'none' && tool_choice !== 'auto') return true;
  return messages.some((message) => message.role === 'tool' || (message.role === 'assistant' && Boolean(message.tool_calls?.length)));
}

export function toOfferedTool({ function: { name, description = '', parameters = anyObject } }: OpenAiTool): OfferedTool {
  return { name, description, input: parameters };
}

/** @throws AppError invalid_request when no tool is offered that could be called */
export function toToolChoice({ tools, tool_choice }: ChatCompletionRequest): ToolChoice | undefined {
  if (!tool_choice || tool_choice === 'auto' || tool_choice === 'none') return undefined;
  if (!tools?.length) throw new AppError('invalid_request', 'Only together with tools', { field: 'tool_choice' });
  if (tool_choice === 'required') return tool_choice;
  const { name } = tool_choice.function;
  if (tools.some((tool) => tool.function.name === name)) return { name };
  throw new AppError('invalid_request', `No tool is named "${name}"`, { field: 'tool_choice', known: tools.map((tool) => tool.function.name) });
}

export function toToolCall({ id, name, arguments: written }: ToolUse): OpenAiToolCall {
  return { id, type: 'function', function: { name, arguments: written } };
}

function toPromptMessage(message: ChatCompletionMessage, known: Set<string>): PromptMessage {
  const content = textOf(message);
  if (message.role === 'tool') {
    if (known.delete(message.tool_call_id)) return { role: 'tool', content, toolUseId: message.tool_call_id };
    throw new AppError('invalid_request', `No call before has the id "${message.tool_call_id}"`, { field: 'messages' });
  }
  if (message.role !== 'assistant') return { role: message.role === 'user' ? 'user' : 'system', content };
  const toolUses = message.tool_calls?.map(({ id, function: { name, arguments: written } }) => ({ id, name, arguments: written }));
  for (const { id } of toolUses ?? []) known.add(id);
  return { role: 'assistant', content, ...(toolUses?.length && { toolUses }) };
}

/** A conversation with its calls and what they gave. @throws AppError invalid_request when a result answers no call */
export function toPromptMessages(messages: readonly ChatCompletionMessage[]): PromptMessage[] {
  const unanswered = new Set<string>();
  return messages.map((message) => toPromptMessage(message, unanswered));
}
