import type { ChatEvent } from '#contracts/chat-event';
import type { Database } from '../platform/database.ts';
import type { Principal } from '../platform/principal.ts';
import { getTurn } from './message.repository.ts';

/**
 * The events of a turn that has ended, made again from what was stored. Folding them gives the stored answer.
 * @throws AppError not_found
 */
export async function replayTurn(database: Database, principal: Principal, turnId: string): Promise<ChatEvent[]> {
  const { conversationId, question, answer } = await getTurn(database, principal, turnId);
  const {
    id: answerId,
    mode,
    model,
    createdAt,
    rewrittenQuestion,
    sources,
    trace,
    text,
    unsupportedClaims,
    status,
    usage,
    failure,
  } = answer;
  return [
    { type: 'turn-start', turnId, conversationId, question, answerId, mode, model, createdAt },
    ...(rewrittenQuestion === undefined ? [] : [{ type: 'question-rewritten' as const, text: rewrittenQuestion }]),
    ...(trace === undefined ? [] : [{ type: 'sources-available' as const, sources, trace }]),
    ...(text === '' ? [] : [{ type: 'text-delta' as const, delta: text }]),
    ...(unsupportedClaims.length === 0 ? [] : [{ type: 'claims-checked' as const, unsupportedClaims }]),
    { type: 'turn-end', reason: status === 'streaming' ? 'interrupted' : status, usage, failure },
  ];
}
