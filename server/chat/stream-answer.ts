import type { ChatEvent } from '#contracts/chat-event';
import type { ChatModelRequest, PromptMessage } from '../models/chat-model.ts';
import { AppError } from '../platform/errors.ts';
import type { Emit, Turn } from './chat-mode.ts';
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
type Hear = (spoken: Spoken) => void;

/** Asks the model once. */
async function hearModel({ model, choice, meter }: Turn, request: ChatModelRequest, hear: Hear, signal: AbortSignal): Promise<void> {
  meter.sent(request.messages, model);
  let chars = 0;
  for await (const event of model.stream(request, signal)) {
    if (event.type === 'place-in-queue') hear(event);
    if (event.type !== 'text-delta') {
      meter.told(event);
      continue;
    }
    meter.received(event.delta);
    hear(event);
    chars += event.delta.length;
    if (chars > maxAnswerChars) {
      throw new AppError('provider_failed', `The answer went beyond ${maxAnswerChars} characters`, {
        hint: `Lower the limit of tokens per answer (now ${choice.maxTokens}).`,
      });
    }
  }
}

/** Asks the model; a prompt that it finds too long is shortened and sent again. */
async function hearAnswer(turn: Turn, { compose, question, passages }: AnswerParts, hear: Hear, signal: AbortSignal): Promise<void> {
  const { model, choice } = turn;
  for (let attempt = 0; ; attempt++) {
    const contextTokens = model.contextTokens / 2 ** attempt;
    const replyTokens = attempt === 0 ? choice.maxTokens : Math.min(choice.maxTokens, Math.floor(contextTokens / 2));
    const messages = compose(contextTokens - Math.min(replyTokens, contextTokens / 2));
    const { temperature, temperatureIsChosen, parameters } = choice;
    const request = { messages, question, passages, temperature, temperatureIsChosen, maxTokens: replyTokens, parameters };
    try {
      return await hearModel(turn, request, hear, signal);
    } catch (error) {
      if (attempt === shortenings || !isTooLong(error) || contextTokens === Infinity) throw error;
    }
  }
}

/** Streams the model's answer with its citations in one form. @returns the whole text */
export async function streamAnswer(turn: Turn, parts: AnswerParts, emit: Emit, signal: AbortSignal): Promise<string> {
  const filter = parts.passages.length > 0 ? createCitationFilter(parts.passages.length) : undefined;
  let text = '';
  const say = (delta: string) => {
    if (!delta) return;
    text += delta;
    emit({ type: 'text-delta', delta });
  };
  const hear: Hear = (spoken) => {
    if (spoken.type === 'place-in-queue') emit(spoken);
    else say(filter ? filter.push(spoken.delta) : spoken.delta);
  };
  await hearAnswer(turn, parts, hear, signal);
  if (filter) say(filter.end().trimEnd());
  return text;
}
