import { CompletionRequest, EmbedTextsRequest, Envelope } from '#contracts/chatchat';
import type { ChatEvent } from '#contracts/chat-event';
import type { AppContext } from '../../context.ts';
import { finishedAnswer } from '../../chat/finished-answer.ts';
import { AppError } from '../../platform/errors.ts';
import { type Route, route } from '../../platform/http.ts';
import { throwUnlessAnswered } from '../unstored-turn.ts';
import { toChunks } from './answer-chunks.ts';
import { continueText } from './continue-text.ts';
import { okay } from './failures.ts';
import { getNamedModel } from './named-models.ts';
import { sendValues } from './send-answer.ts';

const bodyBytes = 4 * 1024 * 1024;

const textsOf = (events: AsyncIterable<ChatEvent>) =>
  toChunks(events, { during: (event) => (event.type === 'text-delta' ? { text: event.delta } : undefined), last: () => undefined, whole: () => ({}) });

async function* rawTexts(events: AsyncIterable<ChatEvent>, echoed: string): AsyncGenerator<unknown> {
  if (echoed) yield echoed;
  for await (const chunk of textsOf(events)) yield 'text' in chunk ? chunk.text : chunk;
}

async function* wholeText(text: string): AsyncGenerator<string> {
  yield text;
}

export function otherRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/other/completion',
      summary: 'Chatchat: continue a text, as raw text',
      body: CompletionRequest,
      bodyBytes,
      produces: 'text/event-stream',
      async handle({ principal, body, signal, raw }) {
        const turn = await continueText(context, principal, body, signal);
        const echoed = body.echo ? body.query : '';
        if (body.stream) return sendValues(context, raw, rawTexts(turn.events(), echoed), signal);
        const answer = await finishedAnswer(turn.events());
        throwUnlessAnswered(answer);
        return sendValues(context, raw, wholeText(`${echoed}${answer.text}`), signal);
      },
    }),
    route({
      method: 'post',
      path: '/other/embed_texts',
      summary: 'Chatchat: texts as vectors',
      body: EmbedTextsRequest,
      bodyBytes,
      responds: Envelope,
      async handle({ principal, body: { texts, embed_model, to_query }, signal }) {
        const { defaultEmbeddingModel } = await context.settings.get();
        const named = embed_model ? await getNamedModel(context.database, 'embedding', embed_model).catch(asUnsupported(embed_model)) : { id: defaultEmbeddingModel };
        const model = await context.embeddingModels.get(named.id, principal);
        const vectors: number[][] = [];
        if (to_query) for (const text of texts) vectors.push([...(await model.embedQuery(text, signal))]);
        else
          for (let start = 0; start < texts.length; start += model.maxBatch) {
            vectors.push(...(await model.embedDocuments(texts.slice(start, start + model.maxBatch), signal)).map((vector) => [...vector]));
          }
        return okay('success', vectors);
      },
    }),
  ];
}

const asUnsupported = (name: string) => (error: unknown) => {
  if (error instanceof AppError && error.code === 'not_found') throw new AppError('unsupported', `指定的模型 ${name} 不支持 Embeddings 功能。`);
  throw error;
};
