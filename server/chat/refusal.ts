import { analyze, scriptOf } from '../platform/text/terms.ts';

const refusals = { han: '文档中没有说到这一点。', latin: 'The documents do not say.' } as const;

/** What is said instead of an answer, in the language of the question. */
export function refusalOf(question: string): string {
  return refusals[scriptOf(analyze(question))];
}
