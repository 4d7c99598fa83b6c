import { GenerationParameters } from '#contracts/generation';
import { AppError } from '../../platform/errors.ts';
import { countTokens } from '../../platform/tokens.ts';
import type { ChatModel, ChatModelEvent, ChatModelRequest, PromptMessage } from '../chat-model.ts';
import { streamInTurn } from '../model-queue.ts';
import { withoutThinking } from '../wire/thinking.ts';
import type { ModelProcess } from './model-process.ts';
import type { OutputOf, SpokenMessage } from './model-protocol.ts';
import type { ModelRunner } from './model-runner.ts';

const defaultContextTokens = 8_192;

/** Those that llama.cpp samples with. */
export const localChatParameters = GenerationParameters.pick({
  temperature: true,
  maxTokens: true,
  topP: true,
  topK: true,
  minP: true,
  repetitionPenalty: true,
  presencePenalty: true,
  frequencyPenalty: true,
  stop: true,
  seed: true,
});

/** What a tool gave is told like a person's words: templates of files seldom know more than two speakers. */
const spoken = ({ role, content }: PromptMessage): SpokenMessage => ({ role: role === 'tool' ? 'user' : role, content });

function withoutAWord(label: string, isCut: boolean): AppError {
  const hint = isCut ? 'It spent all its tokens on thinking; raise the limit of tokens per answer.' : 'Try again, leave out the words that end an answer, or choose another model.';
  return new AppError('provider_failed', `${label} ended its answer without a word`, { hint });
}

/** The answer as it is written; when its reader goes away, the model stops. */
async function* generate(process: ModelProcess, label: string, request: ChatModelRequest, signal: AbortSignal): AsyncGenerator<ChatModelEvent> {
  const { messages, temperature, maxTokens, parameters: { stop = [], ...further } = {} } = request;
  const left = new AbortController();
  const arrived: string[] = [];
  const withThinkingRemoved = withoutThinking();
  let wake = () => {};
  let output: OutputOf<'generate'> | undefined;
  let failure: unknown;
  let hasSpoken = false;
  const input = { messages: messages.map(spoken), parameters: { ...further, temperature, maxTokens }, stop };
  const answering = process
    .request('generate', input, AbortSignal.any([signal, left.signal]), (text) => {
      arrived.push(text);
      wake();
    })
    .then(
      (done) => (output = done),
      (error: unknown) => (failure = error),
    )
    .finally(() => wake());
  try {
    while (arrived.length > 0 || (!output && failure === undefined)) {
      const delta = withThinkingRemoved(arrived.splice(0).join(''));
      hasSpoken ||= delta !== '';
      if (delta) yield { type: 'text-delta', delta };
      if (arrived.length === 0 && !output && failure === undefined) await new Promise<void>((resolve) => (wake = resolve));
    }
    if (!output) throw failure;
    if (output.isCut) yield { type: 'token-limit-reached' };
    yield { type: 'usage', promptTokens: output.promptTokens, completionTokens: output.completionTokens };
    if (!hasSpoken) throw withoutAWord(label, output.isCut);
  } finally {
    left.abort();
    await answering;
  }
}

/** A GGUF file as a chat model. Who asks while it is busy is told how many come first. */
export function localChat(runner: ModelRunner, id: string, knownContextTokens: number | undefined): ChatModel {
  const { name, options } = runner.model;
  const label = `${name} (local)`;
  return {
    id,
    label,
    converses: true,
    callsTools: false,
    contextTokens: Math.min(options.contextTokens ?? defaultContextTokens, knownContextTokens ?? Infinity),
    parameters: localChatParameters,
    countTokens,
    stream: (request, signal) =>
      streamInTurn(runner.queue, signal, async function* answer() {
        yield* generate(await runner.load(signal), label, request, signal);
      }),
  };
}
