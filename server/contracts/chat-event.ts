import { z } from 'zod';
import { type AssistantMessage, ChatModeId, MessageStatus, Source, TurnFailure, UnsupportedClaim, Usage, UserMessage } from '#contracts/message';
import { RetrievalTrace } from '#contracts/search';

/** What happens in one turn, in order. The stored message and the page are both made by folding these with applyChatEvent. */
export const ChatEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('turn-start'),
    turnId: z.string(),
    conversationId: z.string(),
    question: UserMessage,
    answerId: z.string(),
    mode: ChatModeId,
    model: z.string(),
    createdAt: z.iso.datetime(),
  }),
  z.object({ type: z.literal('question-rewritten'), text: z.string() }),
  z.object({ type: z.literal('sources-available'), sources: z.array(Source), trace: RetrievalTrace }),
  z.object({ type: z.literal('text-delta'), delta: z.string() }),
  z.object({ type: z.literal('claims-checked'), unsupportedClaims: z.array(UnsupportedClaim) }),
  z.object({
    type: z.literal('turn-end'),
    reason: MessageStatus.exclude(['streaming']),
    usage: Usage.optional(),
    failure: TurnFailure.optional(),
  }),
]);
export type ChatEvent = z.infer<typeof ChatEvent>;

/** The answer before its first event. */
export function emptyAnswer(start: Extract<ChatEvent, { type: 'turn-start' }>): AssistantMessage {
  return {
    id: start.answerId,
    role: 'assistant',
    turnId: start.turnId,
    questionId: start.question.id,
    text: '',
    status: 'streaming',
    mode: start.mode,
    model: start.model,
    sources: [],
    unsupportedClaims: [],
    createdAt: start.createdAt,
  };
}

/** Folds one event into the answer. Server and page use this one function, so what is stored is what was shown; `turn-start` begins anew. */
export function applyChatEvent(message: AssistantMessage, event: ChatEvent): AssistantMessage {
  switch (event.type) {
    case 'turn-start':
      return emptyAnswer(event);
    case 'question-rewritten':
      return { ...message, rewrittenQuestion: event.text };
    case 'sources-available':
      return { ...message, sources: event.sources, trace: event.trace };
    case 'text-delta':
      return { ...message, text: message.text + event.delta };
    case 'claims-checked':
      return { ...message, unsupportedClaims: event.unsupportedClaims };
    case 'turn-end':
      return { ...message, status: event.reason, usage: event.usage, failure: event.failure };
    default:
      return event satisfies never;
  }
}
