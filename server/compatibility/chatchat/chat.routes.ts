import {
  AgentChatRequest,
  ChatRequest,
  Envelope,
  FastChatRequest,
  FeedbackMessage,
  FileChatRequest,
  KnowledgeBaseChatRequest,
  SearchEngineChatRequest,
} from '#contracts/chatchat';
import type { AppContext } from '../../context.ts';
import { rate } from '../../conversations/conversation.service.ts';
import { isTemporaryFiles } from '../../knowledge-bases/temporary/temporary-files.service.ts';
import { AppError } from '../../platform/errors.ts';
import { type Route, route } from '../../platform/http.ts';
import { agentForm } from './agent-chunks.ts';
import { sourcedForm, textForm } from './answer-chunks.ts';
import { beginTurn } from './begin-turn.ts';
import { similarityWithin } from './distance.ts';
import { notThere, okay } from './failures.ts';
import { getKnowledgeBaseId } from './knowledge-base-names.ts';
import { toAnswerId } from './message-id.ts';
import { sendFastChat } from './fast-chat.ts';
import { engineIdOf } from './search-engine-names.ts';
import { baseOf, sendAnswer } from './send-answer.ts';
import { downloadLink, sourceLines } from './source-lines.ts';

const bodyBytes = 4 * 1024 * 1024;
const produces = 'text/event-stream';

const asksTheStored = ({ history, history_len }: ChatRequest) => (typeof history === 'number' ? history : history_len);

/** Every way of asking, as the old server was asked. */
export function chatRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/chat/chat',
      summary: 'Chatchat: ask a chat model',
      body: ChatRequest,
      bodyBytes,
      produces,
      async handle({ principal, body, signal, raw }) {
        const conversation = body.conversation_id === '' ? undefined : { id: body.conversation_id, historyTurns: asksTheStored(body) };
        const history = typeof body.history === 'number' ? [] : body.history;
        const turn = await beginTurn(context, principal, { ...body, history, conversation }, { mode: 'llm' }, signal);
        return sendAnswer(context, raw, turn, textForm, body.stream, signal);
      },
    }),
    route({
      method: 'post',
      path: '/chat/knowledge_base_chat',
      access: 'limited-key',
      summary: 'Chatchat: ask a knowledge base',
      body: KnowledgeBaseChatRequest,
      bodyBytes,
      produces,
      async handle({ principal, body, signal, raw }) {
        const name = body.knowledge_base_name;
        const id = await getKnowledgeBaseId(context.database, principal, name);
        const base = await baseOf(context, raw);
        const chosen = { mode: 'knowledge-base' as const, knowledgeBaseIds: [id], topK: body.top_k, scoreThreshold: similarityWithin(body.score_threshold) };
        const turn = await beginTurn(context, principal, body, chosen, signal);
        const form = sourcedForm((answer) => sourceLines(answer, (documentName) => downloadLink(base, name, documentName)));
        return sendAnswer(context, raw, turn, form, body.stream, signal);
      },
    }),
    route({
      method: 'post',
      path: '/chat/search_engine_chat',
      summary: 'Chatchat: ask the web',
      body: SearchEngineChatRequest,
      bodyBytes,
      produces,
      async handle({ principal, body, signal, raw }) {
        const searchEngine = engineIdOf(body.search_engine_name);
        await context.webSearch.check(searchEngine).catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error;
          throw new AppError('not_found', `未支持搜索引擎 ${body.search_engine_name}：${error.message}`, { hint: error.hint }, { cause: error });
        });
        const turn = await beginTurn(context, principal, body, { mode: 'search-engine', searchEngine, topK: body.top_k }, signal);
        return sendAnswer(context, raw, turn, sourcedForm(sourceLines), body.stream, signal);
      },
    }),
    route({
      method: 'post',
      path: '/chat/file_chat',
      summary: 'Chatchat: ask the files of upload_temp_docs',
      body: FileChatRequest,
      bodyBytes,
      produces,
      async handle({ principal, body, signal, raw }) {
        const { knowledge_id: temporaryFilesId } = body;
        if (!(await isTemporaryFiles(context, principal, temporaryFilesId))) throw notThere(`未找到临时知识库 ${temporaryFilesId}，请先上传文件`);
        const chosen = { mode: 'file' as const, temporaryFilesId, topK: body.top_k, scoreThreshold: similarityWithin(body.score_threshold) };
        const turn = await beginTurn(context, principal, body, chosen, signal);
        return sendAnswer(context, raw, turn, sourcedForm((answer) => sourceLines(answer)), body.stream, signal);
      },
    }),
    route({
      method: 'post',
      path: '/chat/agent_chat',
      summary: 'Chatchat: ask an agent',
      body: AgentChatRequest,
      bodyBytes,
      produces,
      async handle({ principal, body, signal, raw }) {
        const turn = await beginTurn(context, principal, body, { mode: 'agent' }, signal);
        return sendAnswer(context, raw, turn, agentForm, body.stream, signal);
      },
    }),
    route({
      method: 'post',
      path: '/chat/fastchat',
      summary: 'Chatchat: the messages of OpenAI’s protocol, answered with the text alone',
      body: FastChatRequest,
      bodyBytes,
      produces,
      handle: ({ principal, body, signal, raw }) => sendFastChat(context, principal, body, raw.response, signal),
    }),
    route({
      method: 'post',
      path: '/chat/feedback',
      summary: 'Chatchat: rate an answer',
      body: FeedbackMessage,
      responds: Envelope,
      async handle({ principal, body: { chat_history_id, message_id, score, reason } }) {
        const id = (message_id ?? chat_history_id)!;
        await rate(context, principal, toAnswerId(id), { score, reason }).catch((error: unknown) => {
          throw error instanceof AppError && error.code === 'not_found' ? notThere(`未找到聊天记录 ${id}`) : error;
        });
        return okay(`已反馈聊天记录 ${id}`);
      },
    }),
  ];
}
