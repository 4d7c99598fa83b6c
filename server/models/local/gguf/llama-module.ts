import path from 'node:path';
import { pathToFileURL } from 'node:url';

export type Token = number;

export type EvaluateOptions = {
  temperature: number;
  minP?: number;
  topK?: number;
  topP?: number;
  seed?: number;
  yieldEogToken: true;
  repeatPenalty?: { punishTokens: () => Token[]; maxPunishTokens: number; penalty: number; frequencyPenalty: number; presencePenalty: number };
};

export type LlamaSequence = {
  readonly nextTokenIndex: number;
  readonly contextSize: number;
  /** Keeps what both begin with, so that it is not read again. */
  adaptStateToTokens(tokens: Token[], allowShift: boolean): Promise<void>;
  evaluate(tokens: Token[], options: EvaluateOptions): AsyncGenerator<Token, void>;
  evaluateWithoutGeneratingNewTokens(tokens: Token[]): Promise<void>;
};

export type LlamaModel = {
  readonly tokenizer: unknown;
  readonly tokens: { bos: Token | null; bosString: string | null; eosString: string | null; shouldPrependBosToken: boolean };
  readonly trainContextSize: number;
  readonly fileInfo: { metadata: { tokenizer?: { chat_template?: unknown } } };
  tokenize(text: string, specialTokens?: boolean): Token[];
  detokenize(tokens: readonly Token[], specialTokens?: boolean, lastTokens?: readonly Token[]): string;
  isEogToken(token: Token): boolean;
  createContext(options: { contextSize: number; threads: number; sequences: number }): Promise<{ getSequence(): LlamaSequence }>;
  createEmbeddingContext(options: { contextSize: number; threads: number }): Promise<{ getEmbeddingFor(text: string | Token[]): Promise<{ vector: readonly number[] }> }>;
  createRankingContext(options: { contextSize: number; threads: number }): Promise<{ rankAll(query: string, documents: readonly string[]): Promise<number[]> }>;
};

/** What is used of node-llama-cpp 3.22, which is installed apart from this package's own dependencies. */
export type LlamaModule = {
  getLlama(options: { gpu: false | 'metal'; build: 'never'; skipDownload: true; progressLogs: false; logLevel: 'error'; maxThreads: number }): Promise<{
    loadModel(options: { modelPath: string; gpuLayers?: number; onLoadProgress?(progress: number): void }): Promise<LlamaModel>;
  }>;
  /** Text whose parts are tokens of the model, or a person's words that stay words. */
  LlamaText: new (parts: readonly unknown[]) => { tokenize(tokenizer: unknown): Token[] };
  SpecialTokensText: new (text: string) => object;
};

export type JinjaModule = { Template: new (source: string) => { render(values: Record<string, unknown>): string } };

const importFrom = (runtimeFolder: string, file: string): Promise<unknown> => import(pathToFileURL(path.join(runtimeFolder, 'node_modules', file)).href);

export async function importLlama(runtimeFolder: string): Promise<LlamaModule> {
  return (await importFrom(runtimeFolder, 'node-llama-cpp/dist/index.js')) as LlamaModule;
}

/** The template language of model files; node-llama-cpp depends on it. */
export async function importJinja(runtimeFolder: string): Promise<JinjaModule> {
  return (await importFrom(runtimeFolder, '@huggingface/jinja/dist/index.js')) as JinjaModule;
}
