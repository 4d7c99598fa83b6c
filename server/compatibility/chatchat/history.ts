import type { HistoryMessage } from '#contracts/chatchat';
import type { Exchange } from '../../conversations/earlier-exchanges.ts';

const joined = (...texts: string[]) => texts.filter(Boolean).join('\n\n');

/**
 * The messages before a question as exchanges. Whatever is not of the assistant is of the user; messages of one side that follow
 * each other are joined, and a greeting before the first question is left out.
 */
export function exchangesOf(history: readonly HistoryMessage[]): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const { role, content } of history) {
    const last = exchanges.at(-1);
    if (role === 'assistant' || role === 'ai') {
      if (last) last.answer = joined(last.answer, content);
    } else if (last?.answer === '') last.question = joined(last.question, content);
    else exchanges.push({ question: content, answer: '' });
  }
  return exchanges;
}
