import { WidgetEvent, WidgetTurnRequest } from '#contracts/widget';
import { beginUnstoredTurn, type UnstoredTurnContext } from '../compatibility/unstored-turn.ts';
import { AppError } from '../platform/errors.ts';
import { handled, route, type Route } from '../platform/http.ts';
import type { Principal } from '../platform/principal.ts';
import { sendEvents } from '../platform/sse.ts';
import { QuestionLimit } from './question-limit.ts';
import { toWidgetEvents } from './widget-events.ts';

const maxBodyBytes = 256 * 1024;

/** Where the widget's script asks, and where it is. */
export const widgetPaths = { turns: '/api/widget/turns', script: '/widget.js' } as const;

function requireOrigin({ apiKey }: Principal, origin: string | undefined): void {
  if (origin !== undefined && apiKey?.origins.includes(origin)) return;
  throw new AppError('forbidden', 'This key is not for pages of that origin', { field: 'origin', hint: 'The origins of a widget are chosen with its key.' });
}

/** The chat that pages of others embed, by a key of its own. */
export function widgetRoutes(context: UnstoredTurnContext): Route[] {
  const limit = new QuestionLimit();
  return [
    route({
      method: 'post',
      path: widgetPaths.turns,
      access: 'widget',
      summary: 'Ask as the embedded chat does, with the key of a widget and from one of its origins; nothing is stored',
      body: WidgetTurnRequest,
      bodyBytes: maxBodyBytes,
      produces: 'text/event-stream',
      responds: WidgetEvent,
      async handle({ principal, body, signal, raw }) {
        requireOrigin(principal, raw.request.headers.origin);
        limit.take(principal.apiKey!.id);
        const request = { mode: 'knowledge-base' as const, knowledgeBaseIds: [...principal.allowedKnowledgeBaseIds!], text: body.question, stream: true };
        const turn = await beginUnstoredTurn(context, { principal, request, earlier: body.earlier }, signal);
        await sendEvents(raw.response, toWidgetEvents(turn.events()), signal);
        return handled;
      },
    }),
  ];
}
