import type { PromptMessage } from '../../models/chat-model.ts';

/**
 * The same conversation for an answer to which no tools are offered: what they gave stands in the last message. Some protocols
 * refuse calls in a conversation where they are offered none.
 */
export function withoutToolUses(messages: readonly PromptMessage[], request: string): PromptMessage[] {
  const outputs = messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
  const kept = messages.flatMap((message): PromptMessage[] => {
    if (message.role === 'tool') return [];
    const { role, content } = message;
    return role === 'assistant' && content.trim() === '' ? [] : [{ role, content }];
  });
  const content = [...outputs, request].join('\n\n');
  const last = kept.at(-1);
  return last?.role === 'user' ? [...kept.slice(0, -1), { role: 'user', content: `${last.content}\n\n${content}` }] : [...kept, { role: 'user', content }];
}
