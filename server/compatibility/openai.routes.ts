import { z } from 'zod';
import { ChatCompletion, ChatCompletionRequest, EmbeddingsRequest, EmbeddingsResponse, ListedModel } from '#contracts/openai';
import type { ModelCatalog } from '../models/model-catalog.ts';
import { AppError } from '../platform/errors.ts';
import { handled, route, type Route } from '../platform/http.ts';
import { type EventFraming, sendEvents } from '../platform/sse.ts';
import { completeChat, streamChat } from './answer-completion.ts';
import { embedTexts } from './embed-texts.ts';
import { getNameableModel, listNameableModels } from './listed-models.ts';
import { openAiFailures } from './openai-failures.ts';
import type { UnstoredTurnContext } from './unstored-turn.ts';

const maxBodyBytes = 4 * 1024 * 1024;
const framing: EventFraming = { frameOf: (chunk) => `data: ${JSON.stringify(chunk)}\n\n`, last: 'data: [DONE]\n\n' };

/** OpenAI's protocol, for programs that speak it: the chat models, and each knowledge base as a model. */
export function openAiRoutes(context: UnstoredTurnContext & ModelCatalog): Route[] {
  const { database } = context;
  const failureForm = openAiFailures;
  return [
    route({
      method: 'get',
      path: '/v1/models',
      access: 'limited-key',
      summary: 'OpenAI protocol: list chat models, embedding models, and knowledge bases as kb:<name>',
      responds: z.object({ object: z.literal('list'), data: z.array(ListedModel) }),
      failureForm,
      handle: async ({ principal }) => ({ object: 'list', data: await listNameableModels(database, principal) }),
    }),
    route({
      method: 'get',
      path: '/v1/models/:id',
      access: 'limited-key',
      summary: 'OpenAI protocol: one of them',
      params: z.object({ id: z.string().min(1).max(200) }),
      responds: ListedModel,
      failureForm,
      handle: ({ principal, params }) => getNameableModel(database, principal, params.id),
    }),
    route({
      method: 'post',
      path: '/v1/chat/completions',
      access: 'limited-key',
      summary: 'OpenAI protocol: ask a chat model, or a knowledge base, which answers with citations or a refusal; nothing is stored',
      body: ChatCompletionRequest,
      bodyBytes: maxBodyBytes,
      responds: ChatCompletion,
      failureForm,
      async handle({ principal, body, signal, raw }) {
        if (!body.stream) {
          if (body.stream_options) throw new AppError('invalid_request', 'Only for stream: true', { field: 'stream_options' });
          return completeChat(context, principal, body, signal);
        }
        await sendEvents(raw.response, await streamChat(context, principal, body, signal), signal, framing);
        return handled;
      },
    }),
    route({
      method: 'post',
      path: '/v1/embeddings',
      access: 'limited-key',
      summary: 'OpenAI protocol: texts as vectors of length 1',
      body: EmbeddingsRequest,
      bodyBytes: maxBodyBytes,
      responds: EmbeddingsResponse,
      failureForm,
      handle: ({ principal, body, signal }) => embedTexts(context, principal, body, signal),
    }),
  ];
}
