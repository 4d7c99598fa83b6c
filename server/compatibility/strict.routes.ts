import { z } from 'zod';
import { ListedModel } from '#contracts/openai';
import { StrictCompletion, StrictCompletionRequest, strictModelNames } from '#contracts/openai-strict';
import { handled, route, type Route } from '../platform/http.ts';
import { type EventFraming, sendEvents } from '../platform/sse.ts';
import { completeChat, streamChat } from './answer-completion.ts';
import { fromStrict, toStrictChunks, toStrictCompletion } from './strict-completion.ts';
import { strictFailures } from './strict-failures.ts';
import type { UnstoredTurnContext } from './unstored-turn.ts';

/** The end of the stream is the end of the answer: there is no [DONE]. */
const framing: EventFraming = { frameOf: (chunk) => `data: ${JSON.stringify(chunk)}\n\n`, last: '' };

/** The chatglm-cpp wrapper's reading of OpenAI's protocol, for adapters that rely on it. */
export function strictRoutes(context: UnstoredTurnContext): Route[] {
  const failureForm = strictFailures;
  return [
    route({
      method: 'get',
      path: '/strict/v1/models',
      access: 'limited-key',
      summary: 'The one model of the strict protocol',
      responds: z.object({ object: z.literal('list'), data: z.array(ListedModel) }),
      failureForm,
      handle: () => ({ object: 'list', data: [{ id: strictModelNames[1], object: 'model', created: 0, owned_by: 'owner' }] }),
    }),
    route({
      method: 'post',
      path: '/strict/v1/chat/completions',
      access: 'limited-key',
      summary: 'OpenAI protocol, strictly: an odd number of messages (400), values within their ranges (422), no [DONE]',
      body: StrictCompletionRequest,
      responds: StrictCompletion,
      failureForm,
      async handle({ principal, body, signal, raw }) {
        const request = fromStrict(body);
        if (!body.stream) return toStrictCompletion(await completeChat(context, principal, request, signal));
        await sendEvents(raw.response, toStrictChunks(await streamChat(context, principal, request, signal)), signal, framing);
        return handled;
      },
    }),
  ];
}
