import type { ChatEvent } from '#contracts/chat-event';
import type { ToolCall } from '#contracts/tool-call';
import type { Database } from '../platform/database.ts';
import type { Principal } from '../platform/principal.ts';
import { getTurn, type StoredTurn } from './message.repository.ts';

function* replayToolCall({ id, tool, input, thought, state, output, durationMs }: ToolCall): Generator<ChatEvent> {
  const hasEnded = state !== 'waiting' && state !== 'running';
  if (thought) yield { type: 'text-delta', delta: thought };
  yield { type: 'tool-call', call: { id, tool, input, state: hasEnded ? 'running' : state } };
  if (hasEnded) yield { type: 'tool-result', id, state, output, durationMs };
}

function* replay({ conversationId, question, answer }: StoredTurn): Generator<ChatEvent> {
  const { id: answerId, turnId, mode, model, createdAt, sources, trace, text, unsupportedClaims, status, usage, failure, translations } = answer;
  yield { type: 'turn-start', turnId, conversationId, question, answerId, mode, model, createdAt };
  if (translations?.question) yield { type: 'question-translated', translation: translations.question };
  if (answer.rewrittenQuestion !== undefined) yield { type: 'question-rewritten', text: answer.rewrittenQuestion };
  if (answer.routedTo) yield { type: 'knowledge-bases-routed', knowledgeBases: answer.routedTo };
  for (const call of answer.toolCalls ?? []) yield* replayToolCall(call);
  if (trace) yield { type: 'sources-available', sources, trace };
  if (answer.isOwnKnowledge) yield { type: 'own-knowledge' };
  if (text !== '') yield { type: 'text-delta', delta: text };
  if (unsupportedClaims.length > 0) yield { type: 'claims-checked', unsupportedClaims };
  if (translations?.answer) yield { type: 'answer-translated', translation: translations.answer };
  yield { type: 'turn-end', reason: status === 'streaming' ? 'interrupted' : status, usage, failure };
}

/**
 * The events of a turn that has ended, made again from what was stored. Folding them gives the stored answer.
 * @throws AppError not_found
 */
export async function replayTurn(database: Database, principal: Principal, turnId: string): Promise<ChatEvent[]> {
  return [...replay(await getTurn(database, principal, turnId))];
}
