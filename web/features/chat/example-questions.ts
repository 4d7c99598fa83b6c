import type { KnowledgeBase } from '#contracts/knowledge-base';
import questions from '../../../knowledge_base/samples/questions.json' with { type: 'json' };
import type { Locale } from '../../lib/i18n/format.ts';

/** Questions that the sample documents answer. */
export const exampleQuestions: Record<Locale, readonly string[]> = questions;

/** The name under which the server keeps the sample documents. */
const samplesName = 'Samples · 示例';

export function isSampleKnowledgeBase({ name }: KnowledgeBase): boolean {
  return name === samplesName;
}
