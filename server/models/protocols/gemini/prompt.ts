import type { ChatModelRequest, PromptMessage, ToolUse } from '../../chat-model.ts';
import { toolNameOf, turnsOf } from '../../wire/conversation.ts';
import { argumentsAsObject } from '../../wire/tool-uses.ts';

/** A signature has to come back with its call. */
function callOf(use: ToolUse): object {
  return { functionCall: { name: use.name, args: argumentsAsObject(use) }, ...(use.signature ? { thoughtSignature: use.signature } : {}) };
}

export function promptOf(messages: readonly PromptMessage[]): object[] {
  const partsOf = (message: PromptMessage): object[] => {
    if (message.role === 'tool') return [{ functionResponse: { name: toolNameOf(messages, message.toolUseId), response: { result: message.content } } }];
    const said = message.content === '' ? [] : [{ text: message.content }];
    return message.role === 'assistant' ? [...said, ...(message.toolUses ?? []).map(callOf)] : said;
  };
  return turnsOf(messages, partsOf).map(({ role, parts }) => ({ role: role === 'assistant' ? 'model' : 'user', parts }));
}

/** The part of a request that is about tools. */
export function toolFieldsOf({ tools, toolChoice }: Pick<ChatModelRequest, 'tools' | 'toolChoice'>): object {
  if (!tools?.length) return {};
  const offered = { functionDeclarations: tools.map(({ name, description, input }) => ({ name, description, parametersJsonSchema: input })) };
  if (!toolChoice) return { tools: [offered] };
  const only = toolChoice === 'required' ? {} : { allowedFunctionNames: [toolChoice.name] };
  return { tools: [offered], toolConfig: { functionCallingConfig: { mode: 'ANY', ...only } } };
}
