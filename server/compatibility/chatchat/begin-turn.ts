import { randomUUID } from 'node:crypto';
import { applyChatEvent, emptyAnswer } from '#contracts/chat-event';
import type { ChatRequest, HistoryMessage } from '#contracts/chatchat';
import { historyTurnsLimits, type TurnOptions, type TurnRequest } from '#contracts/conversation';
import { maxTokensLimits } from '#contracts/generation';
import type { AssistantMessage, UserMessage } from '#contracts/message';
import { topKLimits } from '#contracts/search';
import type { Settings } from '#contracts/setting';
import type { Emit } from '../../chat/chat-mode.ts';
import { runTurn, runUnstoredTurn, type UnstoredTurnInput } from '../../chat/run-turn.ts';
import type { Run, RunningTurn } from '../../chat/turn-registry.ts';
import type { AppContext } from '../../context.ts';
import { keepExchange, type KeptIn } from '../../conversations/keep-exchange.ts';
import { openNamedConversation } from '../../conversations/open-named-conversation.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/principal.ts';
import { exchangesOf } from './history.ts';
import { getNamedModel } from './named-models.ts';

/** What every way of asking has in common. */
export type Asked = Pick<ChatRequest, 'query' | 'stream' | 'model_name' | 'temperature' | 'max_tokens' | 'prompt_name'> & {
  history: readonly HistoryMessage[];
  conversation?: { id: string; historyTurns: number };
};

type Chosen = Pick<TurnOptions, 'knowledgeBaseIds' | 'temporaryFilesId' | 'searchEngine' | 'topK' | 'scoreThreshold'> & { mode: NonNullable<TurnOptions['mode']> };

const todaysTitle = () => `Chatchat API ${new Date().toISOString().slice(0, 10)}`;

/** As much as a model may write, so that the other half of what it reads is left for the prompt. */
const mostTokens = ({ contextTokens }: ChatModel) => Math.min(maxTokensLimits.max, Math.floor(contextTokens / 2));

async function findAnswering({ chatModels }: AppContext, principal: Principal, { mode }: Chosen, model: string | undefined, settings: Settings): Promise<ChatModel | undefined> {
  const id = model ?? (mode === 'llm' || mode === 'agent' ? settings.defaultChatModel : settings.defaultAnswerModel);
  if (id === '') return undefined;
  return chatModels.get(id, principal).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  });
}

/** Old clients always send these: what the model does not take at all is left to it, what it takes must fit. */
async function generationOf(context: AppContext, principal: Principal, chosen: Chosen, { model_name, temperature, max_tokens }: Asked): Promise<Pick<TurnOptions, 'model' | 'temperature' | 'maxTokens'>> {
  const model = model_name ? (await getNamedModel(context.database, 'chat', model_name)).id : undefined;
  const answering = await findAnswering(context, principal, chosen, model, await context.settings.get());
  if (!answering) return { model };
  const taken = answering.parameters.shape;
  const maxTokens = max_tokens && max_tokens > 0 ? max_tokens : mostTokens(answering);
  return { model, temperature: 'temperature' in taken ? temperature : undefined, maxTokens: 'maxTokens' in taken ? maxTokens : undefined };
}

/** A turn that is kept when it ends, also where the client has gone meanwhile. */
async function runKeptTurn(context: AppContext, input: UnstoredTurnInput, into: KeptIn, emit: Emit, signal: AbortSignal): Promise<void> {
  let kept: { question: UserMessage; answer: AssistantMessage } | undefined;
  const keep: Emit = (event) => {
    if (event.type === 'turn-start') kept = { question: event.question, answer: emptyAnswer(event) };
    else if (kept) kept = { ...kept, answer: applyChatEvent(kept.answer, event) };
  };
  const keeping: Emit = (event) => {
    keep(event);
    emit(event);
  };
  const end = await runUnstoredTurn(context, input, keeping, signal);
  keep(end);
  if (kept) await keepExchange(context, input.principal, into, kept);
  emit(end);
}

function turnOf(context: AppContext, principal: Principal, request: TurnRequest, { history, conversation }: Asked): Run {
  return async (emit, signal) => {
    if (conversation && history.length === 0) {
      await openNamedConversation(context.database, principal, conversation.id);
      const historyTurns = Math.min(historyTurnsLimits.max, Math.max(0, conversation.historyTurns));
      return runTurn(context, { principal, conversationId: conversation.id, request: { ...request, historyTurns } }, emit, signal);
    }
    const into = conversation ? { conversationId: conversation.id } : { title: todaysTitle() };
    await runKeptTurn(context, { principal, request, earlier: exchangesOf(history) }, into, emit, signal);
  };
}

/**
 * Begins a turn in the named conversation, or one that is kept with others of the day; it is stopped when the client goes away.
 * @throws AppError when it cannot begin
 */
export async function beginTurn(context: AppContext, principal: Principal, asked: Asked, chosen: Chosen, signal: AbortSignal): Promise<RunningTurn> {
  const topK = chosen.topK === undefined ? undefined : Math.min(chosen.topK, topKLimits.max);
  const prompt = asked.prompt_name === 'default' ? undefined : asked.prompt_name;
  const generation = await generationOf(context, principal, chosen, asked);
  const request: TurnRequest = { ...chosen, ...generation, topK, prompt, text: asked.query, stream: asked.stream };
  const turn = await context.turns.start(principal, asked.conversation?.id ?? randomUUID(), turnOf(context, principal, request, asked));
  const stop = () => context.turns.stop(principal, turn.turnId);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return turn;
}
