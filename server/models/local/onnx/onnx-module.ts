import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export type Tensor = { readonly type: string; readonly data: Float32Array | BigInt64Array; readonly dims: readonly number[] };

export type OnnxSession = {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
};

/** What is used of onnxruntime-node 1.30, which is installed apart from this package's own dependencies. */
export type OnnxModule = {
  Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => Tensor;
  InferenceSession: { create(file: string, options: { intraOpNumThreads: number; interOpNumThreads: number; logSeverityLevel: number }): Promise<OnnxSession> };
};

export type TokenizerModule = {
  Tokenizer: new (tokenizer: object, config: object) => {
    encode(text: string, options: { text_pair?: string; return_token_type_ids: true }): { ids: number[]; attention_mask: number[]; token_type_ids: number[] };
  };
};
export type Tokenizer = InstanceType<TokenizerModule['Tokenizer']>;

export function requireOnnx(runtimeFolder: string): OnnxModule {
  return createRequire(path.join(runtimeFolder, 'package.json'))('onnxruntime-node') as OnnxModule;
}

export async function importTokenizers(runtimeFolder: string): Promise<TokenizerModule> {
  const file = path.join(runtimeFolder, 'node_modules/@huggingface/tokenizers/dist/tokenizers.mjs');
  return (await import(pathToFileURL(file).href)) as TokenizerModule;
}
