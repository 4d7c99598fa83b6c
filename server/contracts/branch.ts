type Linked = { id: string; role: string; parentId?: string | null; questionId?: string | null };

/** The message before it on its branch: of an answer its question, of a question the answer it follows. */
export function parentOf({ role, parentId, questionId }: Linked): string | undefined {
  return (role === 'assistant' ? questionId : parentId) ?? undefined;
}

/** Messages that stand in one place of a conversation, oldest first: versions of an answer, or questions after the same answer. */
export function versionsOf<Message extends Linked>(messages: readonly Message[], message: Message): Message[] {
  return messages.filter((each) => each.role === message.role && parentOf(each) === parentOf(message));
}

/**
 * One branch of a conversation: what leads to a message, the message, and from there always the newest.
 * @param messages of all branches, oldest first
 * @param id of a message of the branch; when left out or unknown, that of the newest message
 */
export function branchThrough<Message extends Linked>(messages: readonly Message[], id?: string): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const newestAfter = new Map(messages.map((message) => [parentOf(message), message]));
  const middle = byId.get(id ?? '') ?? messages.at(-1);
  const branch: Message[] = [];
  const seen = new Set<Message>();
  for (let each = middle; each && !seen.has(each); each = byId.get(parentOf(each) ?? '')) {
    seen.add(each);
    branch.unshift(each);
  }
  for (let each = middle && newestAfter.get(middle.id); each && !seen.has(each); each = newestAfter.get(each.id)) {
    seen.add(each);
    branch.push(each);
  }
  return branch;
}
