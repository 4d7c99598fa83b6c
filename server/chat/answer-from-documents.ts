import type { Source } from '#contracts/message';
import type { Hit } from '#contracts/search';
import { answerByItself } from './answer-by-itself.ts';
import { answerFromSources } from './answer-from-sources.ts';
import type { Emit, Turn } from './chat-mode.ts';
import { refusalOf } from './refusal.ts';
import { speaksOf, standAlone } from './stand-alone.ts';

const toSource = (hit: Hit, index: number): Source => ({ ...hit, number: index + 1 });

/** The answer from passages of the documents of the turn, with citations; without a passage no model is asked. */
export async function answerFromDocuments(turn: Turn, emit: Emit, signal: AbortSignal): Promise<'complete' | 'refused'> {
  const asked = await standAlone(turn, signal);
  if (asked.text !== turn.question) emit({ type: 'question-rewritten', text: asked.text });

  const { topK, scoreThreshold, filter } = turn.choice;
  const { routedTo, nothingFound, search } = await turn.openDocuments(asked.text, signal);
  if (routedTo) emit({ type: 'knowledge-bases-routed', knowledgeBases: routedTo });
  const { hits, trace } = await search({ query: asked.text, topK, scoreThreshold, filter }, signal);
  const sources = hits.filter((hit) => speaksOf(asked, hit.text)).map(toSource);
  emit({ type: 'sources-available', sources, trace });
  const isOwn = sources.length === 0 && nothingFound.answers === 'model' && turn.model.converses;
  if (isOwn) {
    emit({ type: 'own-knowledge' });
    return answerByItself(turn, nothingFound.template, emit, signal);
  }
  const refusal = (nothingFound.answers === 'nobody' && nothingFound.refusal) || refusalOf('documents', turn.question);
  return answerFromSources(turn, { question: asked.text, sources, refusal }, emit, signal);
}
