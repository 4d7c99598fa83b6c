import type { PromptMessage } from '../chat-model.ts';

/** What is said by one side, in a row: protocols with strict turns want it as one message of several parts. */
export type Side<Part> = { role: 'user' | 'assistant'; parts: Part[] };

/** Instructions apart from what is said. */
export function instructionsOf(messages: readonly PromptMessage[]): string {
  return messages
    .filter(({ role }) => role === 'system')
    .map(({ content }) => content)
    .join('\n\n');
}

/** What is said, by turns. What tools gave is said by the user's side. A side without parts has no turn. */
export function turnsOf<Part>(messages: readonly PromptMessage[], partsOf: (message: PromptMessage) => Part[]): Side<Part>[] {
  const turns: Side<Part>[] = [];
  for (const message of messages) {
    const parts = message.role === 'system' ? [] : partsOf(message);
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    if (parts.length === 0) continue;
    if (turns.at(-1)?.role === role) turns.at(-1)!.parts.push(...parts);
    else turns.push({ role, parts });
  }
  return turns;
}

/** The name of the tool that a call was for. */
export function toolNameOf(messages: readonly PromptMessage[], toolUseId: string): string {
  const uses = messages.flatMap((message) => (message.role === 'assistant' ? (message.toolUses ?? []) : []));
  return uses.find(({ id }) => id === toolUseId)?.name ?? toolUseId;
}
