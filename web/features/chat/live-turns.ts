import { applyChatEvent, type ChatEvent, emptyAnswer } from '#contracts/chat-event';
import type { TurnRequest } from '#contracts/conversation';
import type { AssistantMessage, UserMessage } from '#contracts/message';
import { ApiError, toApiError } from '../../lib/api/request.ts';
import { attachTurn, startTurn, stopTurn } from '../../lib/api/turns.ts';
import { reconnectDelayMs, sleep } from '../../lib/event-stream.ts';
import { queryClient } from '../../lib/query-client.ts';
import { keys } from '../../lib/queries.ts';
import { createStore, useStore } from '../../lib/store.ts';
import { isCatchingUp } from './catching-up.ts';
import { newId } from './new-id.ts';
import { showNewest } from './branches/shown-message.ts';

/** A turn as this page follows it. It lives outside the components, so going to another page does not disturb it. */
export type LiveTurn = {
  /** Made of what was asked until the server has told it. */
  question: UserMessage;
  request: Asked | undefined;
  answer: AssistantMessage | undefined;
  connection: 'open' | 'reconnecting' | 'lost';
  /** Why the question could not be asked at all. */
  error: ApiError | undefined;
};

/** How often the page is told of new text: often enough to look like writing, seldom enough for typing never to lag. */
const paintEveryMs = 50;
const maxAttachAttempts = 8;

const liveTurns = createStore<ReadonlyMap<string, LiveTurn>>(new Map());
const controllers = new Map<string, AbortController>();

export function useLiveTurn(conversationId: string | undefined): LiveTurn | undefined {
  return useStore(liveTurns, (turns) => (conversationId ? turns.get(conversationId) : undefined));
}

export function isAnswering(turn: LiveTurn | undefined): boolean {
  return turn !== undefined && !turn.error && turn.connection !== 'lost' && (!turn.answer || turn.answer.status === 'streaming');
}

/** Whether this page reads the events of a turn of the conversation. */
export function isFollowing(conversationId: string): boolean {
  return isAnswering(liveTurns.get().get(conversationId));
}

export type Asked = Omit<TurnRequest, 'stream'>;

/** Asks a question and follows its answer to the end. The question has its id from the start: sent twice, it is asked once. */
export function ask(conversationId: string, asked: Asked): void {
  const request = asked.regenerateQuestionId ? asked : { ...asked, questionId: asked.questionId ?? newId() };
  const question = questionOf(request);
  showNewest(conversationId);
  void follow(conversationId, { question, request, answer: undefined, connection: 'open', error: undefined }, (onEvent, signal) =>
    startTurn(conversationId, request, onEvent, signal),
  );
}

function questionOf({ regenerateQuestionId, questionId, text, parentId }: Asked): UserMessage {
  const id = regenerateQuestionId ?? questionId ?? '';
  return { id, role: 'user', text, createdAt: new Date().toISOString(), ...(parentId ? { parentId } : {}) };
}

/** Follows a turn that was begun earlier, or elsewhere. */
export function attach(
  conversationId: string,
  turnId: string,
  question: UserMessage,
  answer?: AssistantMessage,
): void {
  if (isAnswering(liveTurns.get().get(conversationId))) return;
  void follow(conversationId, { question, request: undefined, answer, connection: 'open', error: undefined }, (onEvent, signal) =>
    attachTurn(turnId, onEvent, signal),
  );
}

/** Stops the answer; what was written is kept. */
export async function stop(conversationId: string): Promise<void> {
  const turn = liveTurns.get().get(conversationId);
  if (turn?.answer) await stopTurn(turn.answer.turnId).catch(() => undefined);
  else controllers.get(conversationId)?.abort();
}

/** Forgets a turn that ended or failed. */
export function dismiss(conversationId: string): void {
  liveTurns.set((turns) => new Map([...turns].filter(([id]) => id !== conversationId)));
}

type Read = (onEvent: (event: ChatEvent) => void, signal: AbortSignal) => Promise<void>;

async function follow(conversationId: string, begin: LiveTurn, read: Read): Promise<void> {
  const controller = new AbortController();
  controllers.get(conversationId)?.abort();
  controllers.set(conversationId, controller);
  const { signal } = controller;
  const painter = createPainter(conversationId, begin);
  let source = read;
  for (let attempt = 0; ; attempt += 1) {
    const error = await source(painter.take, signal).then(
      () => undefined,
      (cause: unknown) => toApiError(cause),
    );
    if (signal.aborted && !painter.turn.answer) return dismiss(conversationId);
    const { answer } = painter.turn;
    if (answer && answer.status !== 'streaming') break;
    if (!answer) return painter.change({ error: error ?? new ApiError('unexpected_answer', 'The stream was empty') });
    if (signal.aborted || attempt >= maxAttachAttempts || error?.code === 'not_found') return painter.change({ connection: 'lost' });
    painter.change({ connection: 'reconnecting' });
    await sleep(reconnectDelayMs(attempt), signal);
    source = (onEvent, abort) => attachTurn(answer.turnId, onEvent, abort);
  }
  painter.change({ connection: 'open' });
  await queryClient.invalidateQueries({ queryKey: keys.conversations });
  void queryClient.invalidateQueries({ queryKey: keys.models, exact: true });
  if (controllers.get(conversationId) === controller) dismiss(conversationId);
}

/** Folds events into the turn and shows the result at most every paintEveryMs. A replay never makes shown text shorter. */
function createPainter(conversationId: string, begin: LiveTurn) {
  let turn = begin;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const paint = () => {
    timer = undefined;
    const shown = liveTurns.get().get(conversationId)?.answer;
    if (!isCatchingUp(turn.answer, shown)) liveTurns.set((turns) => new Map(turns).set(conversationId, turn));
  };
  paint();
  return {
    get turn() {
      return turn;
    },
    take: (event: ChatEvent) => {
      const answer = event.type === 'turn-start' ? emptyAnswer(event) : turn.answer && applyChatEvent(turn.answer, event);
      turn = { ...turn, answer, connection: 'open', ...(event.type === 'turn-start' ? { question: event.question } : {}) };
      if (event.type === 'turn-start' || event.type === 'turn-end') paint();
      else timer ??= setTimeout(paint, paintEveryMs);
    },
    change: (part: Partial<LiveTurn>) => {
      turn = { ...turn, ...part };
      paint();
    },
  };
}
