import { applyChatEvent, emptyAnswer, type ChatEvent } from '#contracts/chat-event';
import type { TurnOptions, TurnRequest } from '#contracts/conversation';
import type { AssistantMessage, TurnFailure } from '#contracts/message';
import type { Settings } from '#contracts/setting';
import type { AppContext } from '../context.ts';
import type { AnswerStore } from '../conversations/answer-store.ts';
import type { Exchange } from '../conversations/earlier-exchanges.ts';
import { newQuestion, openTurn, startOf } from '../conversations/open-turn.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { readTemplate } from '../prompts/prompt.service.ts';
import { listSearchableKnowledgeBases } from '../retrieval/searchable.repository.ts';
import { approvalsOf, toolsOf } from './agent/turn-tools.ts';
import type { Emit, Turn } from './chat-mode.ts';
import { chatModes } from './modes/index.ts';
import { refuseOverlongQuestion, withinHistoryBudget } from './history-budget.ts';
import { inBothLanguages } from './in-both-languages.ts';
import { openDocumentScope } from './document-scope.ts';
import { chooseForTurn, findModelForTurn, mergeOptions, refuseUnsupportedParameters } from './turn-choice.ts';
import { startUsageMeter, type UsageMeter } from './usage-meter.ts';

export type TurnContext = Pick<AppContext, 'database' | 'settings' | 'chatModels' | 'search' | 'webSearch' | 'translation' | 'tools' | 'approvals' | 'log'> & { answers: AnswerStore };
export type TurnInput = { principal: Principal; conversationId: string; request: TurnRequest };
/** A turn of a program that keeps the conversation itself. `instructions` are its own; they never replace those on citing. */
export type UnstoredTurnInput = { principal: Principal; request: TurnRequest; earlier: readonly Exchange[]; instructions?: string };

type TurnEnd = Extract<ChatEvent, { type: 'turn-end' }>;
type PreparedTurn = Omit<Turn, 'model'> & { model: Turn['model'] | undefined };

/** Why a server that is stopping aborts its turns. */
export const serverStops = 'server stops';

const noChatModel = () =>
  new AppError('unavailable', 'No chat model is configured', {
    hint: 'Add one in Settings > Models: Ollama, llama.cpp, LM Studio, OpenAI, or any OpenAI-compatible address. Knowledge bases answer without one.',
  });

async function refuseUnknownKnowledgeBases({ database }: TurnContext, principal: Principal, ids: readonly string[]): Promise<void> {
  const known = new Set((await listSearchableKnowledgeBases(database, principal, ids)).map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw new AppError('not_found', `Knowledge base ${unknown} does not exist`, { field: 'knowledgeBaseIds' });
}

async function refuseUnknownFiles({ database }: TurnContext, principal: Principal, id: string): Promise<void> {
  const [known] = await listSearchableKnowledgeBases(database, principal, [id]);
  if (known) return;
  throw new AppError('not_found', 'The files of this conversation are not there any more', { field: 'temporaryFilesId', hint: 'They are kept for a day. Add them again.' });
}

function failureOf(error: unknown): TurnFailure {
  if (error instanceof AppError) {
    const { retryAfterSeconds } = error.details;
    const retry = typeof retryAfterSeconds === 'number' ? { retryAfterSeconds } : {};
    return { code: error.code, message: error.message, hint: error.hint, ...retry };
  }
  return { code: 'internal', message: 'Something went wrong inside the server' };
}

function endAfter(error: unknown, signal: AbortSignal, meter: UsageMeter): TurnEnd {
  const usage = meter.read();
  if (!signal.aborted) return { type: 'turn-end', reason: 'failed', usage, failure: failureOf(error) };
  return { type: 'turn-end', reason: signal.reason === serverStops ? 'interrupted' : 'cancelled', usage };
}

/** The turn from its sources to its end. Never throws: what goes wrong is how it ends. */
async function answer({ log }: TurnContext, turn: PreparedTurn, emit: Emit, signal: AbortSignal): Promise<TurnEnd> {
  try {
    const { model } = turn;
    if (!model) throw noChatModel();
    const mode = chatModes.get(turn.choice.mode);
    const reason = await inBothLanguages({ ...turn, model }, mode.run, emit, signal);
    return { type: 'turn-end', reason, usage: turn.meter.read() };
  } catch (error) {
    if (!(error instanceof AppError) && !signal.aborted) log.error({ err: error }, 'turn failed');
    return endAfter(error, signal, turn.meter);
  }
}

/** Text and passages go to disk every two seconds; what a tool gave at once, without the reader waiting. */
function store({ answers, log }: TurnContext, event: ChatEvent, message: AssistantMessage): void {
  if (event.type === 'text-delta') answers.note(message);
  if (event.type === 'sources-available') answers.note(message, 'all');
  if (event.type === 'tool-result')
    answers.keep(message).catch((error: unknown) => log.warn({ err: error }, 'what was found could not be stored yet'));
}

/** What a turn runs with. @throws AppError not_found, invalid_request */
async function decide(context: TurnContext, principal: Principal, request: TurnRequest, remembered: TurnOptions, settings: Settings) {
  const options = mergeOptions(request, remembered);
  const choice = chooseForTurn(options, settings);
  await refuseUnknownKnowledgeBases(context, principal, choice.knowledgeBaseIds);
  if (choice.mode === 'file') await refuseUnknownFiles(context, principal, choice.temporaryFilesId!);
  if (choice.mode === 'search-engine' && choice.searchEngine !== undefined) await context.webSearch.check(choice.searchEngine);
  if (request.tools) await context.tools.check(request.tools);
  const chatModels = { get: (id: string) => context.chatModels.get(id, principal) };
  const model = await findModelForTurn(chatModels, choice, { requested: request.model, remembered: remembered.model }, settings);
  if (model) refuseUnsupportedParameters(model, options);
  const template = await readTemplate(context, choice.mode, { requested: request.prompt, remembered: request.prompt === '' ? '' : remembered.prompt });
  refuseOverlongQuestion({ template, persona: choice.persona, question: request.text }, budgetOf(choice, model));
  return { options, choice, model, template };
}

const budgetOf = ({ historyTokens }: Turn['choice'], model: Turn['model'] | undefined) => ({ historyTokens, model: model?.id ?? '' });

function searchesOf(context: TurnContext, principal: Principal, choice: Turn['choice']): Pick<Turn, 'search' | 'searchWeb' | 'openDocuments' | 'openTranslator'> {
  const { mode, knowledgeBaseIds, temporaryFilesId } = choice;
  const searched = mode === 'file' ? [temporaryFilesId!] : knowledgeBaseIds;
  return {
    openDocuments: (question, signal) => openDocumentScope(context, principal, choice, question, signal),
    search: (query, signal) => context.search(principal, searched, query, signal),
    searchWeb: context.webSearch.search,
    openTranslator: (asking) => context.translation.open(principal, asking),
  };
}

/**
 * One turn: stores the question, answers it in the chosen mode, and stores the answer as it goes. Of the end it tells when that is stored.
 * @throws AppError before its first event, when the turn cannot begin: not_found, invalid_request, conflict
 */
export async function runTurn(
  context: TurnContext,
  { principal, conversationId, request }: TurnInput,
  emit: Emit,
  signal: AbortSignal,
): Promise<void> {
  const meter = startUsageMeter();
  const settings = await context.settings.get();
  const opened = await openTurn(context.database, principal, conversationId, request, (remembered) =>
    decide(context, principal, request, remembered, settings),
  );
  const { start, choice, model, template } = opened;
  emit(start);

  const counted = { template, persona: choice.persona, question: request.text, earlier: opened.earlier };
  const earlier = withinHistoryBudget(counted, budgetOf(choice, model));
  const searches = searchesOf(context, principal, choice);
  const tools = { ...toolsOf(context, principal, choice, settings), ...approvalsOf(context, start.turnId) };
  let message = emptyAnswer(start);
  const turn = { question: request.text, earlier, choice, settings, model, template, persona: choice.persona, meter, ...searches, ...tools };
  const storing: Emit = (event) => {
    message = applyChatEvent(message, event);
    store(context, event, message);
    emit(event);
  };
  const end = await answer(context, turn, storing, signal);
  await context.answers.keep(applyChatEvent(message, end));
  emit(end);
}

/** Who sends the whole conversation wants it read as it is, or to be told that it is too long. */
const asLongAsItIs = (model: Turn['model'] | undefined) => model && { ...model, contextTokens: Infinity };

/** The same turn after exchanges that the asker brings along; nothing of it is stored. @returns its end, which is not told yet @throws AppError as runTurn */
export async function runUnstoredTurn(
  context: TurnContext,
  { principal, request, earlier, instructions }: UnstoredTurnInput,
  emit: Emit,
  signal: AbortSignal,
): Promise<TurnEnd> {
  const meter = startUsageMeter();
  const settings = await context.settings.get();
  const decided = await decide(context, principal, request, {}, settings);
  const { choice } = decided;
  const model = choice.mode === 'llm' ? asLongAsItIs(decided.model) : decided.model;
  emit(startOf('', newQuestion(request.text), { choice, model }));

  // In mode llm its own instructions stand for ours; those on citing stay.
  const template = choice.mode === 'llm' && instructions !== undefined ? '' : decided.template;
  const persona = [choice.persona, instructions].filter(Boolean).join('\n\n');
  const searches = { ...searchesOf(context, principal, choice), ...toolsOf(context, principal, choice, settings) };
  return answer(context, { question: request.text, earlier, choice, settings, model, template, persona, meter, ...searches }, emit, signal);
}
