import { queryMaxChars } from '#contracts/search';
import type { Exchange } from '../conversations/earlier-exchanges.ts';
import type { ChatModel } from '../models/chat-model.ts';
import { chineseFunctionWords } from '../platform/text/stop-words.ts';
import { analyze, isQuestionWord } from '../platform/text/terms.ts';
import { countedAside } from './counted-aside.ts';
import { neutralize } from './neutralize.ts';
import type { UsageMeter } from './usage-meter.ts';

/** Words that point at something said before. `that` and `there` are left out: they mostly do not. */
const pointsBackInEnglish = /\b(it|its|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|the (former|latter|same))\b/i;
/** The same in Chinese, but not 其他, 应该, 因此 and their like. */
const pointsBackInChinese = /[它她]|(?<!其)他|这|上述|前者|后者|(?<!应)该|(?<![因如彼])此(?!外)|(?<![尤极与])其(?![他它余实中次])/;
/** Ways to begin, or end, a question that leaves out what it is about. */
const isElliptic =
  /^\s*(and|but|so|then|what about|how about|what else)\b|^\s*why( not)?\s*\?*\s*$|^\s*(那么?|还有|另外|然后|为什么\s*[？?]*\s*$)|呢\s*[？?]*\s*$/i;
/** A question with more subject words than this says itself what it is about. */
const mostTermsOfFragment = 6;
/** So many make a subject that a pronoun behind them can mean. */
const fewestTermsOfSubject = 3;
/** With fewer, a model is asked whether something was left out. */
const fewestTermsOfQuestion = 4;
const rewriteTimeoutMs = 10_000;
const rewriteMaxTokens = 200;
const contextExchanges = 3;
const contextAnswerChars = 500;

/** What to search for. `ownTerms` are the new question's own words where older ones were put before them. */
export type StandAlone = { text: string; ownTerms: ReadonlySet<string> };

const asItIs = (text: string): StandAlone => ({ text, ownTerms: new Set() });

function subjectTerms(question: string): Set<string> {
  const terms = analyze(question.replace(chineseFunctionWords, ' ').replace(/[它他她]们?/g, ' '));
  return new Set(terms.filter(({ text, kind }) => kind !== 'character' && !isQuestionWord(text)).map(({ text }) => text));
}

/** A pronoun after a few subject words means those, not something said before: "How many days can be carried over, and when do they expire?" */
function pointsBack(question: string): boolean {
  const places = [pointsBackInEnglish, pointsBackInChinese].flatMap((sign) => sign.exec(question)?.index ?? []);
  return places.some((index) => subjectTerms(question.slice(0, index)).size < fewestTermsOfSubject);
}

const leavesSomethingOut = (question: string) => isElliptic.test(question) || pointsBack(question);

/** Without a model: puts the last question that stood alone in front, only where the new one points back and says little itself. */
export function joinWithEarlier(question: string, earlier: readonly Exchange[]): StandAlone {
  const ownTerms = subjectTerms(question);
  const anchor = earlier.findLast((exchange) => !leavesSomethingOut(exchange.question)) ?? earlier.at(-1);
  if (!anchor || !leavesSomethingOut(question) || ownTerms.size > mostTermsOfFragment) return asItIs(question);
  return { text: `${anchor.question.slice(0, queryMaxChars - question.length - 1)} ${question}`, ownTerms };
}

const rewriteInstructions =
  'Rewrite the last question so that it can be understood without the conversation before it. Keep its language, its names and its numbers. ' +
  'If it can be understood already, repeat it. Answer with the question alone.';

/** The model's rewriting, or undefined when it fails, takes too long, or is no single question. */
async function askForRewriting(
  model: ChatModel,
  question: string,
  earlier: readonly Exchange[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const conversation = earlier
    .slice(-contextExchanges)
    .map((exchange) => `Q: ${exchange.question}\nA: ${exchange.answer.slice(0, contextAnswerChars)}`)
    .join('\n');
  const content = neutralize(`${conversation}\n\nLast question: ${question}`);
  const messages = [
    { role: 'system' as const, content: rewriteInstructions },
    { role: 'user' as const, content },
  ];
  const request = { messages, question, passages: [], temperature: 0, maxTokens: rewriteMaxTokens };
  let answer = '';
  try {
    for await (const event of model.stream(request, AbortSignal.any([signal, AbortSignal.timeout(rewriteTimeoutMs)]))) {
      if (event.type === 'text-delta') answer += event.delta;
    }
  } catch {
    return undefined;
  }
  const line = answer.trim().replace(/^["“「]|["”」]$/g, '');
  return line && !line.includes('\n') && line.length <= queryMaxChars ? line : undefined;
}

/** A question in its conversation, and whether it may be rewritten. */
export type FollowUp = { question: string; earlier: readonly Exchange[]; model: ChatModel; meter: UsageMeter; choice: { rewriteFollowUps: boolean } };

/** The question as it can be understood, and searched for, without the conversation before it. */
export async function standAlone({ question, earlier, model, meter, choice }: FollowUp, signal: AbortSignal): Promise<StandAlone> {
  if (earlier.length === 0 || !choice.rewriteFollowUps) return asItIs(question);
  if (!model.converses) return joinWithEarlier(question, earlier);
  if (!leavesSomethingOut(question) && subjectTerms(question).size >= fewestTermsOfQuestion) return asItIs(question);
  const rewritten = await askForRewriting(countedAside(model, meter), question, earlier, signal);
  return rewritten === undefined ? joinWithEarlier(question, earlier) : asItIs(rewritten);
}

/**
 * Whether a passage speaks of what the new question itself asks. Words of the question before it find that one's passages
 * again, whatever is asked now; without this an unrelated follow-up would not be refused.
 */
export function speaksOf({ ownTerms }: StandAlone, passage: string): boolean {
  if (ownTerms.size === 0) return true;
  return analyze(passage).some(({ text }) => ownTerms.has(text));
}
