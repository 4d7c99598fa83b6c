import type { ChatCompletionMessage } from '#contracts/openai';
import type { Exchange } from '../conversations/earlier-exchanges.ts';
import { AppError } from '../platform/errors.ts';

/** A conversation as a turn takes it. */
export type ReadMessages = { instructions: string | undefined; earlier: Exchange[]; question: string };

export function textOf({ content }: ChatCompletionMessage): string {
  if (typeof content === 'string') return content;
  return content?.map(({ text }) => text).join('') ?? '';
}

const joined = (texts: readonly string[]) => texts.filter(Boolean).join('\n\n');
const refuse = (message: string) => new AppError('invalid_request', message, { field: 'messages' });

/**
 * Messages as instructions, exchanges and the question. Messages of one side that follow each other are joined.
 * @throws AppError invalid_request when it does not begin with a question, or does not end with one
 */
export function readMessages(messages: readonly ChatCompletionMessage[]): ReadMessages {
  const instructions = joined(messages.filter(({ role }) => role === 'system' || role === 'developer').map(textOf)) || undefined;
  const exchanges: Exchange[] = [];
  for (const message of messages) {
    const last = exchanges.at(-1);
    if (message.role === 'assistant') {
      if (!last) throw refuse('An answer of the assistant must follow a message of the user');
      last.answer = joined([last.answer, textOf(message) || (message.refusal ?? '')]);
    } else if (message.role === 'user') {
      if (last?.answer === '') last.question = joined([last.question, textOf(message)]);
      else exchanges.push({ question: textOf(message), answer: '' });
    }
  }
  const asked = exchanges.pop();
  if (!asked || asked.answer !== '') throw refuse('The last message must be of the user');
  if (asked.question.trim() === '') throw refuse('The last message is empty');
  return { instructions, earlier: exchanges, question: asked.question.trim() };
}
