import type { ChatEvent } from '#contracts/chat-event';
import type { ChatModelRequest, PromptMessage } from '../models/chat-model.ts';
import { AppError } from '../platform/errors.ts';
import type { Turn } from './chat-mode.ts';
import { createCitationFilter } from './citations.ts';

const maxAnswerChars = 200_000;
/** A model that can read less than assumed says so; the prompt is then halved, this often at most. */
const shortenings = 3;

export type AnswerParts = Pick<ChatModelRequest, 'question' | 'passages'> & {
  /** The prompt within this many tokens. */
  compose(budgetTokens: number): PromptMessage[];
};

const isTooLong = (error: unknown) => error instanceof AppError && error.details.contextExceeded === true;

type Spoken = Extract<ChatEvent, { type: 'text-delta' | 'place-in-queue' }>;

async function* spokenBy({ model, choice, meter }: Turn, request: ChatModelRequest, signal: AbortSignal): AsyncGenerator<Spoken> {
  meter.sent(request.messages, model);
  let chars = 0;
  for await (const event of model.stream(request, signal)) {
    if (event.type === 'place-in-queue') yield event;
    if (event.type !== 'text-delta') {
      meter.told(event);
      continue;
    }
    meter.received(event.delta);
    yield event;
    chars += event.delta.length;
    if (chars > maxAnswerChars) {
      throw new AppError('provider_failed', `The answer went beyond ${maxAnswerChars} characters`, {
        hint: `Lower the limit of tokens per answer (now ${choice.maxTokens}).`,
      });
    }
  }
}

/** Asks the model; a prompt that it finds too long is shortened and sent again. */
async function* rawAnswer(turn: Turn, { compose, question, passages }: AnswerParts, signal: AbortSignal): AsyncGenerator<Spoken> {
  const { model, choice } = turn;
  for (let attempt = 0; ; attempt++) {
    const contextTokens = model.contextTokens / 2 ** attempt;
    const replyTokens = attempt === 0 ? choice.maxTokens : Math.min(choice.maxTokens, Math.floor(contextTokens / 2));
    const messages = compose(contextTokens - Math.min(replyTokens, contextTokens / 2));
    const { temperature, temperatureIsChosen, parameters } = choice;
    const request = { messages, question, passages, temperature, temperatureIsChosen, maxTokens: replyTokens, parameters };
    try {
      return yield* spokenBy(turn, request, signal);
    } catch (error) {
      if (attempt === shortenings || !isTooLong(error) || contextTokens === Infinity) throw error;
    }
  }
}

/** Streams the model's answer with its citations in one form. @returns the whole text */
export async function* streamAnswer(turn: Turn, parts: AnswerParts, signal: AbortSignal): AsyncGenerator<ChatEvent, string> {
  const filter = parts.passages.length > 0 ? createCitationFilter(parts.passages.length) : undefined;
  let text = '';
  for await (const event of rawAnswer(turn, parts, signal)) {
    if (event.type === 'place-in-queue') {
      yield event;
      continue;
    }
    const delta = filter ? filter.push(event.delta) : event.delta;
    if (!delta) continue;
    text += delta;
    yield { type: 'text-delta', delta };
  }
  const rest = filter?.end().trimEnd();
  if (!rest) return text;
  yield { type: 'text-delta', delta: rest };
  return text + rest;
}
