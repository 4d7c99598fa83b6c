import { randomUUID } from 'node:crypto';
import type { Usage } from '#contracts/message';
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest, CompletionUsage } from '#contracts/openai';
import { refuseUnsupportedParameters } from '../chat/turn-choice.ts';
import { startUsageMeter } from '../chat/usage-meter.ts';
import type { ChatModel, ChatModelEvent, ChatModelRequest } from '../models/chat-model.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { asModel, chooseAnswering } from './answering-model.ts';
import { asProtocolField, generationOptionsOf } from './generation-options.ts';
import { toOfferedTool, toPromptMessages, toToolCall, toToolChoice } from './tool-messages.ts';
import type { UnstoredTurnContext } from './unstored-turn.ts';

type Choice = ChatCompletionChunk['choices'][number];

const answerMaxChars = 200_000;

function refuseWithoutTools(model: ChatModel): void {
  if (model.converses && model.callsTools) return;
  throw new AppError('invalid_request', `${model.label} calls no tools`, { field: 'tools', hint: 'Name a chat model that does, or leave the tools out.' });
}

async function prepare(context: UnstoredTurnContext, principal: Principal, request: ChatCompletionRequest) {
  const toolChoice = toToolChoice(request);
  const choice = await chooseAnswering(context, principal, request.model);
  if (choice.mode === 'knowledge-base') {
    throw new AppError('invalid_request', 'A knowledge base calls no tools', { field: request.tools?.length ? 'tools' : 'messages', hint: 'Name a chat model.' });
  }
  const settings = await context.settings.get();
  const model = await context.chatModels.get(choice.model ?? settings.defaultChatModel, principal).catch(asModel);
  refuseWithoutTools(model);
  const { temperature, maxTokens, parameters } = generationOptionsOf(request);
  try {
    refuseUnsupportedParameters(model, { temperature, maxTokens, parameters });
  } catch (error) {
    asProtocolField(error);
  }
  const asked: ChatModelRequest = {
    messages: toPromptMessages(request.messages),
    question: '',
    passages: [],
    temperature: temperature ?? settings.temperature,
    temperatureIsChosen: temperature !== undefined,
    maxTokens: maxTokens ?? settings.maxTokens,
    parameters,
    tools: request.tool_choice === 'none' ? [] : request.tools?.map(toOfferedTool),
    toolChoice,
  };
  return { model, asked };
}

function usageOf({ promptTokens, completionTokens }: Usage): CompletionUsage {
  return { prompt_tokens: promptTokens, completion_tokens: completionTokens, total_tokens: promptTokens + completionTokens };
}

async function* ask(model: ChatModel, asked: ChatModelRequest, signal: AbortSignal): AsyncGenerator<ChatModelEvent> {
  try {
    yield* model.stream(asked, signal);
  } catch (error) {
    asProtocolField(error);
  }
}

/** What a chat model says and calls, as chunks; the tools are the client's, and nothing is run here. @throws AppError those of the model */
export async function* streamWithTools(
  context: UnstoredTurnContext,
  principal: Principal,
  request: ChatCompletionRequest,
  signal: AbortSignal,
): AsyncGenerator<ChatCompletionChunk> {
  const { model, asked } = await prepare(context, principal, request);
  const includeUsage = request.stream_options?.include_usage === true;
  const head = { id: `chatcmpl-${randomUUID()}`, object: 'chat.completion.chunk' as const, created: Math.floor(Date.now() / 1000), model: request.model };
  const chunk = (delta: Choice['delta'], finish_reason: Choice['finish_reason'] = null): ChatCompletionChunk => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    ...(includeUsage && { usage: null }),
  });
  const meter = startUsageMeter();
  meter.sent(asked.messages, model);
  let chars = 0;
  let calls = 0;
  for await (const event of ask(model, asked, signal)) {
    if (event.type === 'place-in-queue') continue;
    if (chars === 0 && calls === 0 && (event.type === 'text-delta' || event.type === 'tool-use')) yield chunk({ role: 'assistant', content: '' });
    if (event.type === 'text-delta') {
      meter.received(event.delta);
      chars += event.delta.length;
      if (chars > answerMaxChars) throw new AppError('provider_failed', `The answer went beyond ${answerMaxChars} characters`);
      yield chunk({ content: event.delta });
    } else if (event.type === 'tool-use') yield chunk({ tool_calls: [{ index: calls++, ...toToolCall(event.use) }] });
    else meter.told(event);
  }
  const usage = meter.read();
  yield chunk({}, calls > 0 ? 'tool_calls' : usage.isCutShort ? 'length' : 'stop');
  if (includeUsage) yield { ...head, choices: [], usage: usageOf(usage) };
}

/** The same as one answer. @throws AppError those of the model */
export async function completeWithTools(
  context: UnstoredTurnContext,
  principal: Principal,
  request: ChatCompletionRequest,
  signal: AbortSignal,
): Promise<ChatCompletion> {
  const whole: ChatCompletionChunk[] = [];
  for await (const chunk of streamWithTools(context, principal, { ...request, stream_options: { include_usage: true } }, signal)) whole.push(chunk);
  const choices = whole.flatMap((chunk) => chunk.choices);
  const content = choices.map(({ delta }) => delta.content ?? '').join('');
  const calls = choices.flatMap(({ delta }) => delta.tool_calls ?? []).map(({ index: _index, ...call }) => call);
  const { id, created, model, usage } = whole.at(-1)!;
  const message = { role: 'assistant' as const, content: content || (calls.length > 0 ? null : ''), refusal: null, ...(calls.length > 0 && { tool_calls: calls }) };
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: choices.at(-1)!.finish_reason! }],
    usage: usage!,
  };
}
