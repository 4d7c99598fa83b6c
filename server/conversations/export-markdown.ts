import { branchThrough } from '#contracts/branch';
import type { ConversationDetail } from '#contracts/conversation';
import type { AssistantMessage, Source, Translation } from '#contracts/message';

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

/** The same in the other language of the conversation, set apart from what was written. */
const translated = (translation: Translation | undefined) =>
  translation && !translation.failure && translation.text.trim().split('\n').map((line) => `> ${line}`).join('\n');

function answerText(answer: AssistantMessage): string {
  const ending = answer.status === 'failed' ? `*(failed: ${literal(answer.failure?.message ?? 'unknown')})*` : endings[answer.status];
  const sources = answer.text && answer.sources.length > 0 ? ['**Sources**', ...answer.sources.map(sourceEntry)] : [];
  const { question, answer: answered } = answer.translations ?? {};
  return [translated(question), answer.text, translated(answered), ending, ...sources].filter(Boolean).join('\n\n');
}

/** A conversation as a document: of the branch that is shown each question as a heading, under it its answer with its sources. */
export function exportMarkdown({ title, messages, shownMessageId }: ConversationDetail): string {
  const branch = branchThrough(messages, shownMessageId);
  const sections = branch.map((message) => (message.role === 'user' ? `## ${literal(message.text)}` : answerText(message)));
  return `${[`# ${literal(title)}`, ...sections].filter(Boolean).join('\n\n')}\n`;
}
