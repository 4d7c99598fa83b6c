type Linked = { id: string; role: string; parentId?: string | null; questionId?: string | null };

/** The message before it on its branch: of an answer its question, of a question the answer it follows. */
export function parentOf({ role, parentId, questionId }: Linked): string | undefined {
  return (role === 'assistant' ? questionId : parentId) ?? undefined;
}

/** Messages that stand in one place of a conversation, oldest first: versions of an answer, or questions after the same answer. */
export function versionsOf<Message extends Linked>(messages: readonly Message[], message: Message): Message[] {
  return messages.filter((each) => each.role === message.role && parentOf(each) === parentOf(message));
}

/** What leads to a message, from the first question on, and the message itself. */
export function pathTo<Message extends Linked>(messages: readonly Message[], id: string | undefined): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path = new Set<Message>();
  for (let each = byId.get(id ?? ''); each && !path.has(each); each = byId.get(parentOf(each) ?? '')) path.add(each);
  return [...path].reverse();
}

/**
 * One branch of a conversation: what leads to a message, the message, and from there always the newest.
 * @param messages of all branches, oldest first
 * @param id of a message of the branch; when left out or unknown, that of the newest message
 */
export function branchThrough<Message extends Linked>(messages: readonly Message[], id?: string): Message[] {
  const start = messages.find((message) => message.id === id) ?? messages.at(-1);
  const newestAfter = new Map(messages.map((message) => [parentOf(message), message]));
  const branch = new Set(pathTo(messages, start?.id));
  for (let each = start && newestAfter.get(start.id); each && !branch.has(each); each = newestAfter.get(each.id)) branch.add(each);
  return [...branch];
}
