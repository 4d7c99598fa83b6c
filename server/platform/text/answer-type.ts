import { toSimplified } from './traditional.ts';

/** What kind of thing a question asks for. */
export type AnswerType = 'time' | 'number' | 'reason' | 'person' | 'place';

type Pattern = { type: AnswerType; question: RegExp; answer: RegExp };

/** Tried in order: the first whose `question` matches is the type asked for; `answer` finds such a thing in a sentence. */
const patterns: readonly Pattern[] = [
  {
    type: 'time',
    question:
      /\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b|何时|什么时候|哪一?[年天月]|哪个年|几[年月日]|[年月]份|时间|日期|年代|世纪/i,
    answer:
      /\b\d{3,4}\b|\d+\s*[年月日]|\b(?:century|decade|january|february|march|april|may|june|july|august|september|october|november|december)\b|世纪|[一二三四五六七八九〇零十]+年|年[间代]|时期|朝/i,
  },
  {
    type: 'number',
    question:
      /\bhow (?:many|much|long|far|old|large|big|tall|high|often|fast)\b|\bwhat (?:percent|percentage|number|amount|population)\b|多少|几|多[长大高远久重快]|比例|百分|人口|数量/i,
    answer:
      /\d|[一二三四五六七八九十百千万亿两半]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion|half|third|quarter)\b/i,
  },
  {
    type: 'reason',
    question: /\bwhy\b|\b(?:reason|cause)\b|为什么|为何|原因|缘故/i,
    answer: /\bbecause\b|\bdue to\b|\bsince\b|\bin order to\b|\bas a result\b|\bso that\b|因|由于|所以|为了|导致|以便|使得/i,
  },
  { type: 'person', question: /\bwho(?:m|se)?\b|谁|哪一?位|何人|什么人/i, answer: /\b\p{Lu}[\p{L}.]+ \p{Lu}|[·・]|[人者家王帝员生师]/u },
  {
    type: 'place',
    question: /\bwhere\b|\b(?:what|which) (?:country|city|state|place|region|town|location)\b|哪[里边儿]|何[处地]|哪[个]?(?:国|城|地|省|市)|地点|位于/i,
    answer: /\b(?:in|at|near|from|to) \p{Lu}|[省市县国州区岛镇村路街山河海洋洲港城]/u,
  },
];

/** The type asked for, or undefined when the question does not tell. */
export function findAnswerType(question: string): AnswerType | undefined {
  const simplified = toSimplified(question);
  return patterns.find((pattern) => pattern.question.test(simplified))?.type;
}

/** Whether a text holds a thing of that type. */
export function holdsAnswerType(text: string, type: AnswerType): boolean {
  return patterns.find((pattern) => pattern.type === type)!.answer.test(toSimplified(text));
}
