import { applyChatEvent, type ChatEvent, emptyAnswer } from '#contracts/chat-event';
import type { AssistantMessage } from '#contracts/message';
import type { ChatCompletion, ChatCompletionChunk, CompletionUsage } from '#contracts/openai';
import { citationsOf } from './citations-of.ts';
import { throwUnlessAnswered } from './unstored-turn.ts';

type Choice = ChatCompletionChunk['choices'][number];

const secondsOf = (time: string) => Math.floor(Date.parse(time) / 1000);
const finishReasonOf = ({ usage }: AssistantMessage) => (usage?.isCutShort ? 'length' : 'stop');
const refusalOf = ({ status, text }: AssistantMessage) => (status === 'refused' ? text : null);
const citationsIn = (answer: AssistantMessage) => (answer.mode === 'knowledge-base' ? { citations: citationsOf(answer) } : {});

function usageOf({ usage }: AssistantMessage): CompletionUsage {
  const { promptTokens = 0, completionTokens = 0 } = usage ?? {};
  return { prompt_tokens: promptTokens, completion_tokens: completionTokens, total_tokens: promptTokens + completionTokens };
}

const headOf = ({ turnId, createdAt }: AssistantMessage, model: string) => ({ id: `chatcmpl-${turnId}`, created: secondsOf(createdAt), model });

/** An ended answer. @throws AppError when there is none */
export function toCompletion(answer: AssistantMessage, model: string): ChatCompletion {
  throwUnlessAnswered(answer);
  const message = { role: 'assistant' as const, content: answer.text, refusal: refusalOf(answer), ...citationsIn(answer) };
  return {
    ...headOf(answer, model),
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReasonOf(answer) }],
    usage: usageOf(answer),
  };
}

/** The events of a turn as chunks; the last choice brings what is known at the end. @throws AppError when the turn fails */
export async function* toChunks(
  events: AsyncIterable<ChatEvent>,
  model: string,
  includeUsage: boolean,
): AsyncGenerator<ChatCompletionChunk> {
  let answer: AssistantMessage | undefined;
  for await (const event of events) {
    const before = answer;
    answer = event.type === 'turn-start' ? emptyAnswer(event) : applyChatEvent(before!, event);
    const head = { ...headOf(answer, model), object: 'chat.completion.chunk' as const };
    const chunk = (delta: Choice['delta'], finish_reason: Choice['finish_reason'] = null): ChatCompletionChunk => ({
      ...head,
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
      ...(includeUsage ? { usage: null } : {}),
    });
    if (event.type === 'turn-end') throwUnlessAnswered(answer);
    if ((event.type === 'text-delta' || event.type === 'turn-end') && !before?.text) yield chunk({ role: 'assistant', content: '' });
    if (event.type === 'text-delta') yield chunk({ content: event.delta });
    if (event.type !== 'turn-end') continue;
    const refusal = refusalOf(answer);
    yield chunk({ ...citationsIn(answer), ...(refusal === null ? {} : { refusal }) }, finishReasonOf(answer));
    if (includeUsage) yield { ...head, choices: [], usage: usageOf(answer) };
  }
}
