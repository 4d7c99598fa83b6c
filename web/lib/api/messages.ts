import { FoundExchange, type MessageQuery } from '#contracts/message-search';
import { listOf } from '#contracts/pagination';
import { requestJson } from './request.ts';

const FoundList = listOf(FoundExchange);

/** Exchanges of all conversations that hold the words, newest first. */
export function findMessages(query: Partial<Pick<MessageQuery, 'query' | 'page' | 'pageSize'>>, signal?: AbortSignal) {
  return requestJson(FoundList, '/api/messages', { query, signal });
}
