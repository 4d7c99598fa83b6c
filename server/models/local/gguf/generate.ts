import { AppError, throwIfAborted } from '../../../platform/errors.ts';
import type { GenerateInput, OutputOf } from '../model-protocol.ts';
import type { EvaluateOptions, LlamaModel, LlamaSequence, Token } from './llama-module.ts';
import { StopWords } from './stop-words.ts';

/** The prompt is read in pieces of so many tokens, between which it can be stopped. */
const promptPieceTokens = 128;
/** Penalties look back over so many tokens, as llama.cpp does. */
const penalizedTokens = 64;
/** Bytes of one character come as up to four tokens. */
const longestCharacterTokens = 4;
/** What llama.cpp samples with unless told otherwise. */
const defaults = { topK: 40, topP: 0.95, minP: 0.05 };

function samplingOf({ temperature, topP, topK, minP, seed, ...penalties }: GenerateInput['parameters'], said: readonly Token[]): EvaluateOptions {
  const { repetitionPenalty = 1, presencePenalty = 0, frequencyPenalty = 0 } = penalties;
  const isPenalized = repetitionPenalty !== 1 || presencePenalty !== 0 || frequencyPenalty !== 0;
  return {
    temperature,
    topK: topK ?? defaults.topK,
    topP: topP ?? defaults.topP,
    minP: minP ?? defaults.minP,
    seed,
    yieldEogToken: true,
    repeatPenalty: isPenalized
      ? { punishTokens: () => said.slice(-penalizedTokens), maxPunishTokens: penalizedTokens, penalty: repetitionPenalty, presencePenalty, frequencyPenalty }
      : undefined,
  };
}

/** Turns tokens into text, waiting for those that make one character together. */
function createDetokenizer(model: LlamaModel) {
  let before: Token[] = [];
  let waiting: Token[] = [];
  return (token: Token): string => {
    waiting.push(token);
    const text = model.detokenize(waiting, false, before);
    if (text.endsWith('\uFFFD') && waiting.length < longestCharacterTokens) return '';
    before = waiting;
    waiting = [];
    return text;
  };
}

async function readPrompt(sequence: LlamaSequence, prompt: readonly Token[], signal: AbortSignal): Promise<Token> {
  await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
  while (sequence.nextTokenIndex < prompt.length - 1) {
    throwIfAborted(signal);
    const start = sequence.nextTokenIndex;
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(start, Math.min(start + promptPieceTokens, prompt.length - 1)));
  }
  return prompt.at(-1)!;
}

/**
 * Continues a prompt until the model ends it, a stop word comes, or the limit is reached. Stops within a token.
 * @throws AppError invalid_request with contextExceeded, cancelled
 */
export async function generate(
  { model, sequence }: { model: LlamaModel; sequence: LlamaSequence },
  prompt: readonly Token[],
  { parameters, stop }: GenerateInput,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<OutputOf<'generate'>> {
  const room = sequence.contextSize - prompt.length - 1;
  if (room < 1) {
    throw new AppError('invalid_request', `The prompt has ${prompt.length} tokens; the model reads ${sequence.contextSize}`, {
      contextExceeded: true,
      hint: 'Raise the context size of the model, or ask with less history and fewer passages.',
    });
  }
  const limit = Math.min(parameters.maxTokens, room);
  const last = await readPrompt(sequence, prompt, signal);
  const said: Token[] = [];
  const toText = createDetokenizer(model);
  const stopWords = new StopWords(stop);
  let hasEnded = false;
  for await (const token of sequence.evaluate([last], samplingOf(parameters, said))) {
    throwIfAborted(signal);
    hasEnded = model.isEogToken(token);
    if (hasEnded) break;
    said.push(token);
    const text = stopWords.push(toText(token));
    if (text) say(text);
    if (stopWords.isStopped || said.length >= limit) break;
  }
  const rest = stopWords.end();
  if (rest) say(rest);
  return { promptTokens: prompt.length, completionTokens: said.length, isCut: !hasEnded && !stopWords.isStopped };
}
