import { ChatEvent } from '#contracts/chat-event';
import { TurnRequest } from '#contracts/conversation';
import { AssistantMessage } from '#contracts/message';
import { findAsked } from '../conversations/open-turn.ts';
import { replayTurn } from '../conversations/replay-turn.ts';
import { AppError } from '../platform/errors.ts';
import { handled, IdParams, route, type Route } from '../platform/http.ts';
import type { Principal } from '../platform/principal.ts';
import { sendEvents } from '../platform/sse.ts';
import { finishedAnswer } from './finished-answer.ts';
import { runTurn, type TurnContext } from './run-turn.ts';
import type { Run, RunningTurn, TurnRegistry } from './turn-registry.ts';

type Context = TurnContext & { turns: TurnRegistry };

function beginTurn(context: Context, principal: Principal, conversationId: string, request: TurnRequest): Promise<RunningTurn> {
  const run: Run = (emit, signal) => runTurn(context, { principal, conversationId, request }, emit, signal);
  return context.turns.start(principal, conversationId, run, request.whenAbandoned);
}

/** The turn of a question that was received before, when this one is it sent again. @throws AppError conflict when it is another one */
async function findTurnAsked(
  context: Context,
  principal: Principal,
  conversationId: string,
  { questionId, text }: TurnRequest,
): Promise<RunningTurn['events'] | undefined> {
  const asked = questionId && (await findAsked(context.database, principal, conversationId, questionId));
  if (!asked) return undefined;
  if (asked.text !== text) throw new AppError('conflict', 'Another question has this id', { field: 'questionId' });
  return eventsOf(context, principal, asked.turnId);
}

/** Of a turn under way as they come, of an ended one at once. @throws AppError not_found */
async function eventsOf(context: Context, principal: Principal, turnId: string): Promise<RunningTurn['events']> {
  const running = context.turns.find(principal, turnId);
  if (running) return running.events;
  const events = await replayTurn(context.database, principal, turnId);
  return () => asStream(events);
}

async function* asStream(events: readonly ChatEvent[]): AsyncGenerator<ChatEvent> {
  yield* events;
}

export function turnRoutes(context: Context): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/conversations/:id/turns',
      summary:
        'Ask: answers with a stream of events, or with the finished answer for stream: false. The turn goes on when the reader leaves, unless whenAbandoned says stop',
      params: IdParams,
      body: TurnRequest,
      responds: AssistantMessage,
      async handle({ principal, params, body, signal, raw }) {
        const asked = await findTurnAsked(context, principal, params.id, body);
        const events = (asked ?? (await beginTurn(context, principal, params.id, body)).events)(signal);
        if (!body.stream) return finishedAnswer(events);
        await sendEvents(raw.response, events, signal);
        return handled;
      },
    }),
    route({
      method: 'get',
      path: '/api/turns/:id/events',
      summary: 'All events of a turn from its first: of one under way as they come, of an ended one at once',
      params: IdParams,
      produces: 'text/event-stream',
      responds: ChatEvent,
      async handle({ principal, params, signal, raw }) {
        const events = await eventsOf(context, principal, params.id);
        await sendEvents(raw.response, events(signal), signal);
        return handled;
      },
    }),
    route({
      method: 'post',
      path: '/api/turns/:id/stop',
      summary: 'Stop answering; what was said is kept',
      params: IdParams,
      status: 204,
      async handle({ principal, params }) {
        if (!context.turns.find(principal, params.id)) await replayTurn(context.database, principal, params.id);
        context.turns.stop(principal, params.id);
      },
    }),
  ];
}
