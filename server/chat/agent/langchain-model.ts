import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import type { PromptMessage, ToolUse } from '../../models/chat-model.ts';

/** One answer of our model: the text it said, and the calls it asks for. */
export type AskModel = (messages: readonly PromptMessage[]) => Promise<{ text: string; uses: readonly ToolUse[] }>;

export function toLangChain(message: PromptMessage): BaseMessage {
  if (message.role === 'system') return new SystemMessage(message.content);
  if (message.role === 'user') return new HumanMessage(message.content);
  if (message.role === 'tool') return new ToolMessage({ content: message.content, tool_call_id: message.toolUseId });
  return new AIMessage(message.content);
}

/** Our chat model as LangChain's agent sees it. Its calls carry their arguments as text, so that broken JSON is a matter of the tool. */
export class AgentChatModel extends BaseChatModel {
  /** The calls as the model made them, by id: they go back as they came. */
  readonly #uses = new Map<string, ToolUse>();

  constructor(readonly ask: AskModel) {
    super({});
  }

  override _llmType(): string {
    return 'lectern';
  }

  /** The tools are offered by the run itself. */
  override bindTools(): this {
    return this;
  }

  #fromLangChain(message: BaseMessage): PromptMessage {
    const content = message.text;
    if (SystemMessage.isInstance(message)) return { role: 'system', content };
    if (ToolMessage.isInstance(message)) return { role: 'tool', content, toolUseId: message.tool_call_id };
    if (!AIMessage.isInstance(message)) return { role: 'user', content };
    const toolUses = (message.tool_calls ?? []).flatMap(({ id = '' }) => this.#uses.get(id) ?? []);
    return { role: 'assistant', content, ...(toolUses.length > 0 ? { toolUses } : {}) };
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const { text, uses } = await this.ask(messages.map((message) => this.#fromLangChain(message)));
    for (const use of uses) this.#uses.set(use.id, use);
    const calls = uses.map(({ id, name, arguments: written }) => ({ id, name, args: { written }, type: 'tool_call' as const }));
    return { generations: [{ text, message: new AIMessage({ content: text, tool_calls: calls }) }] };
  }
}
