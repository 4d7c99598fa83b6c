import { answerFromSources } from '../answer-from-sources.ts';
import type { ChatMode } from '../chat-mode.ts';
import { refusalOf } from '../refusal.ts';
import { standAlone } from '../stand-alone.ts';

/** Answers from pages that a search engine finds, cited by their links; when nothing is found no model is asked. */
export const searchEngine: ChatMode = {
  id: 'search-engine',
  async run(turn, emit, signal) {
    const asked = await standAlone(turn, signal);
    if (asked.text !== turn.question) emit({ type: 'question-rewritten', text: asked.text });

    const { topK = turn.settings.topK, searchEngine: engine } = turn.choice;
    const { hits, trace } = await turn.searchWeb({ query: asked.text, topK, engine }, signal);
    const sources = hits.map((hit, index) => ({ ...hit, number: index + 1 }));
    emit({ type: 'sources-available', sources, trace });
    return answerFromSources(turn, { question: asked.text, sources, refusal: refusalOf('web', turn.question) }, emit, signal);
  },
};
