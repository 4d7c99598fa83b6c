import type { ChatEvent } from '#contracts/chat-event';
import type { Source } from '#contracts/message';
import type { Hit } from '#contracts/search';
import type { Passage } from '../../models/chat-model.ts';
import type { ChatMode } from '../chat-mode.ts';
import { checkClaims } from '../check-claims.ts';
import { composePrompt } from '../prompt.ts';
import { refusalOf } from '../refusal.ts';
import { speaksOf, standAlone } from '../stand-alone.ts';
import { streamAnswer } from '../stream-answer.ts';

const toSource = (hit: Hit, index: number): Source => ({ ...hit, number: index + 1 });
const toPassage = ({ number, text, documentName, heading, score }: Source): Passage => ({ number, text, documentName, heading, score });

async function* refuse(question: string): AsyncGenerator<ChatEvent, 'refused'> {
  yield { type: 'text-delta', delta: refusalOf(question) };
  return 'refused';
}

/** Answers from passages of the chosen knowledge bases, with citations; without a passage no model is asked. */
export const knowledgeBase: ChatMode = {
  id: 'knowledge-base',
  async *run(turn, signal) {
    const asked = await standAlone(turn.question, turn.earlier, turn.model, signal);
    if (asked.text !== turn.question) yield { type: 'question-rewritten', text: asked.text };

    const { topK, scoreThreshold, filter } = turn.choice;
    const { hits, trace } = await turn.search({ query: asked.text, topK, scoreThreshold, filter }, signal);
    const sources = hits.filter((hit) => speaksOf(asked, hit.text)).map(toSource);
    yield { type: 'sources-available', sources, trace };
    if (sources.length === 0) return yield* refuse(turn.question);

    const passages = sources.map(toPassage);
    const parts = { instructions: turn.settings.answerInstructions, earlier: turn.earlier, question: asked.text, passages };
    const compose = (budgetTokens: number) => composePrompt(parts, budgetTokens, turn.model.countTokens);
    const text = yield* streamAnswer(turn, { compose, question: asked.text, passages }, signal);
    if (text.trim() === '') return yield* refuse(turn.question);

    yield { type: 'claims-checked', unsupportedClaims: checkClaims(text, sources) };
    return 'complete';
  },
};
