import type { ChatEvent } from '#contracts/chat-event';
import type { Translation as TranslatedText } from '#contracts/message';
import { queryMaxChars } from '#contracts/search';
import { AppError } from '../platform/errors.ts';
import { translateText } from '../translation/translate-text.ts';
import { type Direction, languageOf } from '../translation/translator.ts';
import type { ChatMode, Emit, Turn } from './chat-mode.ts';
import { countedAside } from './counted-aside.ts';

/** A translation that fails leaves the text as it was, and says why. @throws AppError cancelled */
async function translated({ openTranslator, model, meter }: Turn, text: string, direction: Direction, signal: AbortSignal): Promise<TranslatedText> {
  const language = direction.to;
  try {
    const translator = await openTranslator({ answering: model, counted: (each) => countedAside(each, meter) });
    return { language, text: await translateText(translator, text, direction, signal) };
  } catch (error) {
    if (!(error instanceof AppError) || signal.aborted) throw error;
    return { language, text, failure: { code: error.code, message: error.message, hint: error.hint } };
  }
}

/** What has been said so far; the words before a tool call are a thought, not the answer. */
function saidAfter(event: ChatEvent, said: string): string {
  if (event.type === 'tool-call') return '';
  return event.type === 'text-delta' ? said + event.delta : said;
}

/** A mode that is asked in the language of the turn's choice, and its answer told in that of the question as well. */
export async function inBothLanguages(
  turn: Turn,
  run: ChatMode['run'],
  emit: Emit,
  signal: AbortSignal,
): ReturnType<ChatMode['run']> {
  const to = turn.choice.translateTo;
  const from = languageOf(turn.question);
  if (!to || from === to) return run(turn, emit, signal);

  const question = await translated(turn, turn.question, { from, to }, signal);
  emit({ type: 'question-translated', translation: question });
  let said = '';
  const hear: Emit = (event) => {
    said = saidAfter(event, said);
    emit(event);
  };
  const reason = await run({ ...turn, question: question.text.slice(0, queryMaxChars) }, hear, signal);
  if (said.trim() !== '' && languageOf(said) !== from && !signal.aborted) {
    emit({ type: 'answer-translated', translation: await translated(turn, said, { from: to, to: from }, signal) });
  }
  return reason;
}
