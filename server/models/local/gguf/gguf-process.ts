import { type ServedModel, serveModel } from '../serve-model.ts';
import type { LoadInput, SpokenMessage } from '../model-protocol.ts';
import { generate } from './generate.ts';
import { importJinja, importLlama, type JinjaModule, type LlamaModel, type LlamaModule, type Token } from './llama-module.ts';
import { plainTurnStop, renderPrompt } from './render-prompt.ts';

/*
 * The process that runs one GGUF model with llama.cpp, which ends the process where it fails.
 */
const defaultContextTokens = 8_192;

/** The template of the file, ready to be filled in. */
function templateOf(model: LlamaModel, { Template }: JinjaModule) {
  const source = model.fileInfo.metadata.tokenizer?.chat_template;
  if (typeof source !== 'string') return undefined;
  const { bosString, eosString } = model.tokens;
  return (messages: readonly SpokenMessage[]) =>
    new Template(source).render({ messages, add_generation_prompt: true, bos_token: bosString ?? '', eos_token: eosString ?? '' });
}

function createTokenizer(model: LlamaModel, { LlamaText, SpecialTokensText }: LlamaModule, jinja: JinjaModule) {
  const template = templateOf(model, jinja);
  const knowsChatMl = model.tokenize('<|im_start|>', true).length === 1;
  const tokenize = (messages: readonly SpokenMessage[]): Token[] => {
    const parts = renderPrompt(messages, template, knowsChatMl).map((part) => ('marks' in part ? new SpecialTokensText(part.marks) : part.words));
    const tokens = new LlamaText(parts).tokenize(model.tokenizer);
    const { bos, shouldPrependBosToken } = model.tokens;
    return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
  };
  return { tokenize, stop: template || knowsChatMl ? [] : [plainTurnStop] };
}

function unitVector(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

async function load({ kind, path, runtimeFolder, contextTokens, threads }: LoadInput): Promise<ServedModel> {
  const [module, jinja] = await Promise.all([importLlama(runtimeFolder), importJinja(runtimeFolder)]);
  const gpu = process.platform === 'darwin' && process.arch === 'arm64' ? 'metal' : false;
  const llama = await module.getLlama({ gpu, build: 'never', skipDownload: true, progressLogs: false, logLevel: 'error', maxThreads: threads });
  const model = await llama.loadModel({ modelPath: path, gpuLayers: gpu ? undefined : 0 });
  const contextSize = Math.min(contextTokens ?? defaultContextTokens, model.trainContextSize);
  if (kind === 'embedding') {
    const context = await model.createEmbeddingContext({ contextSize, threads });
    const embed = async (text: string) => unitVector((await context.getEmbeddingFor(model.tokenize(text || ' ').slice(0, contextSize - 2))).vector);
    return {
      contextTokens: contextSize,
      async embed({ texts }) {
        const vectors: Float32Array[] = [];
        for (const text of texts) vectors.push(await embed(text));
        return { vectors };
      },
    };
  }
  if (kind === 'reranker') {
    const context = await model.createRankingContext({ contextSize, threads });
    return { contextTokens: contextSize, rank: async ({ query, texts }) => ({ scores: await context.rankAll(query, texts) }) };
  }
  const context = await model.createContext({ contextSize, threads, sequences: 1 });
  const sequence = context.getSequence();
  const { tokenize, stop } = createTokenizer(model, module, jinja);
  return {
    contextTokens: sequence.contextSize,
    generate: (input, say, signal) =>
      generate({ model, sequence }, tokenize(input.messages), { ...input, stop: [...input.stop, ...stop] }, say, signal),
  };
}

serveModel(load);
