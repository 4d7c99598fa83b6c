import { ChatEvent } from '#contracts/chat-event';
import { TurnRequest } from '#contracts/conversation';
import { AssistantMessage } from '#contracts/message';
import { replayTurn } from '../conversations/replay-turn.ts';
import { handled, IdParams, route, type Route } from '../platform/http.ts';
import type { Principal } from '../platform/principal.ts';
import { sendEvents } from '../platform/sse.ts';
import { finishedAnswer } from './finished-answer.ts';
import { runTurn, type TurnContext } from './run-turn.ts';
import type { RunningTurn, TurnRegistry } from './turn-registry.ts';

type Context = TurnContext & { turns: TurnRegistry };

function beginTurn(context: Context, principal: Principal, conversationId: string, request: TurnRequest): Promise<RunningTurn> {
  return context.turns.start(principal, conversationId, (signal) => runTurn(context, { principal, conversationId, request }, signal));
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
        'Ask: answers with a stream of events, or with the finished answer for stream: false. The turn goes on when the reader leaves',
      params: IdParams,
      body: TurnRequest,
      responds: AssistantMessage,
      async handle({ principal, params, body, signal, raw }) {
        const turn = await beginTurn(context, principal, params.id, body);
        if (!body.stream) return finishedAnswer(turn.events());
        await sendEvents(raw.response, turn.events(), signal);
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
        const events =
          context.turns.find(principal, params.id)?.events() ?? asStream(await replayTurn(context.database, principal, params.id));
        await sendEvents(raw.response, events, signal);
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
