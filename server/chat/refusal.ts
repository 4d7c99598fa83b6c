import { analyze, scriptOf } from '../platform/text/terms.ts';

const refusals = {
  documents: { han: '文档中没有说到这一点。', latin: 'The documents do not say.' },
  web: { han: '联网搜索没有找到答案。', latin: 'The web search found no answer.' },
} as const;

/** What is said instead of an answer, in the language of the question. */
export function refusalOf(source: keyof typeof refusals, question: string): string {
  return refusals[source][scriptOf(analyze(question))];
}
