import { createParser } from 'eventsource-parser';
import { applyChatEvent, ChatEvent, emptyAnswer } from '#contracts/chat-event';
import type { Conversation, ConversationDetail } from '#contracts/conversation';
import type { AssistantMessage, Message } from '#contracts/message';
import type { Provider } from '#contracts/model';
import type { Hit, SearchRequest, SearchResponse } from '#contracts/search';
import { approvalRoutes } from '../chat/agent/approval.routes.ts';
import { createApprovals } from '../chat/agent/approvals.ts';
import { createTurnRegistry } from '../chat/turn-registry.ts';
import { turnRoutes } from '../chat/turn.routes.ts';
import { createAnswerStore } from '../conversations/answer-store.ts';
import { createConversationFeed } from '../conversations/conversation-feed.ts';
import { conversationRoutes } from '../conversations/conversation.routes.ts';
import { localModelRoutes } from '../models/local/local-model.routes.ts';
import { modelRoutes } from '../models/model.routes.ts';
import type { Database } from '../platform/database.ts';
import { createEndpointClient } from '../platform/endpoint-client.ts';
import { createLogger } from '../platform/logger.ts';
import { localAdministrator } from '../platform/principal.ts';
import type { WebHit } from '../search-engines/rank-results.ts';
import type { WebSearchRequest } from '../search-engines/web-search.ts';
import { promptRoutes } from '../prompts/prompt.routes.ts';
import { settingRoutes } from '../settings/setting.routes.ts';
import { collect } from './collect.ts';
import { startFakeOpenAi, type FakeOpenAi } from './fake-openai.ts';
import { serveRoutes, type ServedRoutes } from './serve-routes.ts';
import { toolRoutes } from '../tools/tool.routes.ts';
import { openTestDatabase } from './test-database.ts';
import { openTestModels } from './test-models.ts';
import { openTestTools } from './turn-tools.ts';
import { translationRoutes } from '../translation/translation.routes.ts';
import { openTranslation } from '../translation/translation.service.ts';

export const knowledgeBaseId = 'kb-1';
/** A question put to that knowledge base. */
export const fromHandbook = { mode: 'knowledge-base', knowledgeBaseIds: [knowledgeBaseId] };

/** Chat, conversations, models and settings as served, with a scripted model and scripted passages. */
export type TurnServer = AsyncDisposable &
  ServedRoutes & {
    database: Database;
    fake: FakeOpenAi;
    /** What every search finds, and what was searched. */
    found: { hits: Hit[]; requests: SearchRequest[]; webHits: WebHit[] };
    beginConversation(input?: object): Promise<Conversation>;
    /** Asks, and reads the events to their end. */
    askQuestion(conversationId: string, request: object): Promise<ChatEvent[]>;
    /** Reads an event stream from its address. */
    readEvents(path: string, init?: RequestInit): AsyncGenerator<ChatEvent>;
    messagesOf(conversationId: string): Promise<Message[]>;
    answersOf(conversationId: string): Promise<AssistantMessage[]>;
    /** What the model was sent last, as one text. */
    lastPrompt(): string;
    stop(): Promise<void>;
  };

export function passage(text: string, change: Partial<Hit> = {}): Hit {
  return {
    chunkId: '1',
    documentId: 'd1',
    documentName: 'handbook.pdf',
    knowledgeBaseId,
    text,
    score: 0.9,
    start: 0,
    end: text.length,
    ...change,
  };
}

const traceOf = (request: SearchRequest): SearchResponse['trace'] => ({
  query: request.query,
  terms: [],
  topK: 5,
  scoreThreshold: 0.5,
  candidates: [],
  stageMs: {},
});

async function* readEventStream(url: string, init?: RequestInit): AsyncGenerator<ChatEvent> {
  const response = await fetch(url, init);
  const arrived: ChatEvent[] = [];
  const parser = createParser({ onEvent: ({ data }) => void arrived.push(ChatEvent.parse(JSON.parse(data))) });
  const decoder = new TextDecoder();
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    yield* arrived.splice(0);
  }
}

/** The answer that a whole stream of events makes. */
export function answerOf(events: readonly ChatEvent[]): AssistantMessage {
  const [start, ...rest] = events;
  if (start?.type !== 'turn-start') throw new Error('A turn begins with turn-start');
  return rest.reduce(applyChatEvent, emptyAnswer(start));
}

/** @param options.modelsDir folder of local models; there are none without it */
export async function startTurnServer({ modelsDir }: { modelsDir?: string } = {}): Promise<TurnServer> {
  const database = await openTestDatabase();
  const models = await openTestModels(database, modelsDir);
  const { localModels, secrets } = models;
  const log = createLogger('silent');
  const fake = await startFakeOpenAi();
  const answers = createAnswerStore({ database, log });
  const conversationFeed = createConversationFeed();
  const turns = createTurnRegistry({ log, conversationFeed });
  const found: TurnServer['found'] = { hits: [], requests: [], webHits: [] };
  const search = async (_principal: unknown, _ids: unknown, request: SearchRequest) => {
    found.requests.push(request);
    return { hits: found.hits, trace: traceOf(request) };
  };
  const webSearch = {
    check: async () => {},
    search: async ({ query }: WebSearchRequest) => ({ hits: found.webHits, trace: traceOf({ query }) }),
  };
  const approvals = createApprovals();
  const testTools = openTestTools({ database, secrets, log, search, webSearch });
  const { tools, toolServers } = testTools;
  const endpoints = createEndpointClient();
  const translation = openTranslation({ ...models, endpoints });
  const context = { ...models, translation, answers, turns, conversationFeed, search, webSearch, tools, toolServers, approvals, log };
  const server = await serveRoutes([
    ...conversationRoutes(context),
    ...turnRoutes(context),
    ...approvalRoutes(context),
    ...toolRoutes(context),
    ...modelRoutes(context),
    ...localModelRoutes(context),
    ...settingRoutes(context),
    ...translationRoutes(context),
    ...promptRoutes(context),
  ]);

  await database.write((transaction) =>
    transaction.knowledgeBase.create({
      data: {
        id: knowledgeBaseId,
        ownerId: localAdministrator.userId,
        name: 'Handbook',
        chunkSize: 400,
        chunkOverlap: 60,
        embeddingModel: 'lexical',
        vectorStore: 'usearch',
      },
    }),
  );
  await database.write((transaction) =>
    transaction.document.create({
      data: {
        id: 'd1',
        originalId: 'd1',
        knowledgeBaseId,
        name: 'handbook.pdf',
        mediaType: 'application/pdf',
        sizeBytes: 1,
        contentHash: 'h',
        status: 'ready',
      },
    }),
  );
  const provider = await server.ask<Provider>('POST', '/api/providers', { name: 'Fake', baseUrl: fake.baseUrl, chatModels: ['fake-chat'] });
  const model = `${provider.body.id}/fake-chat`;
  await server.ask('PATCH', '/api/settings', { defaultChatModel: model, defaultAnswerModel: model });

  const readEvents = (path: string, init?: RequestInit) => readEventStream(server.url + path, init);
  const messagesOf = async (id: string) => (await server.ask<ConversationDetail>('GET', `/api/conversations/${id}`)).body.messages;
  const stop = async () => {
    await turns[Symbol.asyncDispose]();
    await localModels[Symbol.asyncDispose]();
    await answers[Symbol.asyncDispose]();
  };
  return {
    ...server,
    database,
    fake,
    found,
    readEvents,
    messagesOf,
    answersOf: async (id) => (await messagesOf(id)).filter((message): message is AssistantMessage => message.role === 'assistant'),
    lastPrompt: () => (fake.calls.at(-1)!.body.messages as { content: string }[]).map(({ content }) => content).join('\n---\n'),
    stop,
    beginConversation: async (input = {}) => (await server.ask<Conversation>('POST', '/api/conversations', input)).body,
    async askQuestion(conversationId, request) {
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(request) };
      return collect(readEvents(`/api/conversations/${conversationId}/turns`, init));
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await Promise.all([server, fake, testTools, endpoints].map((each) => each[Symbol.asyncDispose]()));
      await database[Symbol.asyncDispose]();
    },
  };
}
