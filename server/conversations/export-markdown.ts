import type { ConversationDetail } from '#contracts/conversation';
import type { AssistantMessage, Source, UserMessage } from '#contracts/message';

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
/** Names come from files and people: nothing in them is to be read as Markdown or HTML. */
const literal = (text: string) => oneLine(text).replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
const quoted = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => `   > ${line.replace(/[<>]/g, '\\$&')}`)
    .join('\n');

function sourceEntry({ number, documentName, page, heading, text, isGone, url }: Source): string {
  const place = [literal(documentName), page === undefined ? '' : `p. ${page}`, heading ? literal(heading) : '', url && `<${url}>`].filter(Boolean).join(', ');
  return `${number}. ${place}\n\n${isGone ? '   *(deleted)*' : quoted(text)}`;
}

/** What stands in place of the text when a turn did not end well, or after it. */
const endings: Partial<Record<AssistantMessage['status'], string>> = {
  cancelled: '*(stopped)*',
  interrupted: '*(broken off)*',
  streaming: '*(still answering)*',
};

function answerText(answer: AssistantMessage): string {
  const ending = answer.status === 'failed' ? `*(failed: ${literal(answer.failure?.message ?? 'unknown')})*` : endings[answer.status];
  const sources = answer.text && answer.sources.length > 0 ? ['**Sources**', ...answer.sources.map(sourceEntry)] : [];
  return [answer.text, ending, ...sources].filter(Boolean).join('\n\n');
}

/** A conversation as a document: each question as a heading, under it the newest of its answers with its sources. */
export function exportMarkdown({ title, messages }: ConversationDetail): string {
  const questions = messages.filter((message): message is UserMessage => message.role === 'user');
  const sections = questions.map((question) => {
    const answer = messages.findLast(
      (message): message is AssistantMessage => message.role === 'assistant' && message.questionId === question.id,
    );
    return [`## ${literal(question.text)}`, answer && answerText(answer)].filter(Boolean).join('\n\n');
  });
  return `${[`# ${literal(title)}`, ...sections].join('\n\n')}\n`;
}
