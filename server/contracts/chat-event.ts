import { z } from 'zod';
import { type AssistantMessage, ChatModeId, MessageStatus, Source, Translation, TurnFailure, UnsupportedClaim, Usage, UserMessage } from '#contracts/message';
import { RetrievalTrace } from '#contracts/search';
import { ToolCall } from '#contracts/tool-call';

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
  z.object({ type: z.literal('question-translated'), translation: Translation }),
  z.object({ type: z.literal('knowledge-bases-routed'), knowledgeBases: z.array(z.object({ id: z.string(), name: z.string() })) }),
  /** The model is busy; so many others come first. */
  z.object({ type: z.literal('place-in-queue'), place: z.number().int() }),
  /** What follows is the model's own knowledge, not the documents'. */
  z.object({ type: z.literal('own-knowledge') }),
  /** An agent calls a tool. The text so far was the thought that led to it, not the answer. */
  z.object({ type: z.literal('tool-call'), call: ToolCall.omit({ thought: true, output: true, durationMs: true }) }),
  z.object({ type: z.literal('tool-result'), id: z.string(), ...ToolCall.pick({ state: true, output: true, durationMs: true }).shape }),
  z.object({ type: z.literal('text-delta'), delta: z.string() }),
  z.object({ type: z.literal('answer-translated'), translation: Translation }),
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

/** A call that a person allows comes once more, running; it keeps its place. */
function withToolCall(message: AssistantMessage, call: ToolCall): AssistantMessage {
  const calls = message.toolCalls ?? [];
  if (calls.some(({ id }) => id === call.id)) return { ...message, toolCalls: calls.map((each) => (each.id === call.id ? { ...each, ...call } : each)) };
  const thought = message.text.trim() === '' ? {} : { thought: message.text };
  return { ...message, place: undefined, text: '', toolCalls: [...calls, { ...call, ...thought }] };
}

function withResult(call: ToolCall, { state, output, durationMs }: Extract<ChatEvent, { type: 'tool-result' }>): ToolCall {
  return { ...call, state, output, durationMs };
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
    case 'question-translated':
      return { ...message, translations: { ...message.translations, question: event.translation } };
    case 'answer-translated':
      return { ...message, translations: { ...message.translations, answer: event.translation } };
    case 'knowledge-bases-routed':
      return { ...message, routedTo: event.knowledgeBases };
    case 'place-in-queue':
      return { ...message, place: event.place };
    case 'own-knowledge':
      return { ...message, isOwnKnowledge: true };
    case 'tool-call':
      return withToolCall(message, event.call);
    case 'tool-result':
      return { ...message, toolCalls: message.toolCalls?.map((call) => (call.id === event.id ? withResult(call, event) : call)) };
    case 'text-delta':
      return { ...message, place: undefined, text: message.text + event.delta };
    case 'claims-checked':
      return { ...message, unsupportedClaims: event.unsupportedClaims };
    case 'turn-end':
      return { ...message, place: undefined, status: event.reason, usage: event.usage, failure: event.failure };
    default:
      return event satisfies never;
  }
}
