import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, throwIfAborted } from '../../../platform/errors.ts';
import { findOnnxFile, readJson } from '../model-files.ts';
import type { LoadInput } from '../model-protocol.ts';
import { type ServedModel, serveModel } from '../serve-model.ts';
import { importTokenizers, type OnnxModule, type OnnxSession, requireOnnx, type Tensor, type Tokenizer } from './onnx-module.ts';
import { poolVectors, readPooling } from './pooling.ts';

/*
 * The process that runs one encoder from an ONNX folder: an embedding model or a cross-encoder.
 */
const maxBatch = 8;
const defaultContextTokens = 512;
/** A longer input keeps its last token, which ends it for the model. */
const endTokens = 1;

type Encoding = ReturnType<Tokenizer['encode']>;

function cut({ ids, attention_mask: mask, token_type_ids: types }: Encoding, limit: number): Encoding {
  const shorten = (values: number[]) => (values.length <= limit ? values : [...values.slice(0, limit - endTokens), ...values.slice(-endTokens)]);
  return { ids: shorten(ids), attention_mask: shorten(mask), token_type_ids: shorten(types) };
}

class Encoder {
  constructor(
    private readonly onnx: OnnxModule,
    private readonly session: OnnxSession,
    private readonly limit: number,
    private readonly padId: number,
  ) {}

  /** The first output for so many encodings, padded to the longest. */
  async run(encodings: readonly Encoding[]): Promise<{ output: Tensor; lengths: number[] }> {
    const rows = encodings.map((encoding) => cut(encoding, this.limit));
    const length = Math.max(...rows.map(({ ids }) => ids.length));
    const tensor = (of: (row: Encoding) => readonly number[], padding: number) => {
      const data = new BigInt64Array(rows.length * length).fill(BigInt(padding));
      rows.forEach((row, index) => of(row).forEach((value, at) => (data[index * length + at] = BigInt(value))));
      return new this.onnx.Tensor('int64', data, [rows.length, length]);
    };
    const inputs: Readonly<Record<string, () => Tensor>> = {
      input_ids: () => tensor(({ ids }) => ids, this.padId),
      attention_mask: () => tensor((row) => row.attention_mask, 0),
      token_type_ids: () => tensor((row) => row.token_type_ids, 0),
      position_ids: () => tensor(({ ids }) => ids.map((_, at) => at), 0),
    };
    const feeds = this.session.inputNames.map((name) => {
      const make = inputs[name];
      if (!make) throw new AppError('unsupported', `The model asks for "${name}", which is not known here`, { hint: 'Export it for feature extraction.' });
      return [name, make()] as const;
    });
    const outputs = await this.session.run(Object.fromEntries(feeds));
    const preferred = ['sentence_embedding', 'last_hidden_state', 'token_embeddings', 'logits'].find((name) => name in outputs);
    return { output: outputs[preferred ?? this.session.outputNames[0]!]!, lengths: rows.map(({ ids }) => ids.length) };
  }
}

async function inBatches<Item, Result>(items: readonly Item[], signal: AbortSignal, work: (batch: readonly Item[]) => Promise<Result[]>): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += maxBatch) {
    throwIfAborted(signal);
    results.push(...(await work(items.slice(start, start + maxBatch))));
  }
  return results;
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** Relevance from logits: one number per pair, or the lead of the last class, which is "relevant". */
function relevances({ data, dims }: Tensor): number[] {
  const classes = dims.length > 1 ? dims[1]! : 1;
  const values = data as Float32Array;
  return Array.from({ length: dims[0]! }, (_, row) =>
    sigmoid(classes === 1 ? values[row]! : values[row * classes + classes - 1]! - values[row * classes]!),
  );
}

async function openTokenizer(folder: string, runtimeFolder: string): Promise<Tokenizer> {
  const { Tokenizer } = await importTokenizers(runtimeFolder);
  const source = JSON.parse(await readFile(path.join(folder, 'tokenizer.json'), 'utf8')) as object;
  return new Tokenizer(source, await readJson(path.join(folder, 'tokenizer_config.json')));
}

async function load({ kind, path: folder, runtimeFolder, contextTokens, threads }: LoadInput): Promise<ServedModel> {
  const onnx = requireOnnx(runtimeFolder);
  const file = await findOnnxFile(folder);
  if (!file) throw new AppError('not_found', `${folder} holds no model.onnx any more`);
  const session = await onnx.InferenceSession.create(file, { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3 });
  const tokenizer = await openTokenizer(folder, runtimeFolder);
  const config = await readJson(path.join(folder, 'config.json'));
  const ownLimit = typeof config.max_position_embeddings === 'number' ? config.max_position_embeddings : defaultContextTokens;
  const limit = Math.min(contextTokens ?? defaultContextTokens, ownLimit);
  const encoder = new Encoder(onnx, session, limit, typeof config.pad_token_id === 'number' ? config.pad_token_id : 0);
  if (kind === 'reranker') {
    const rank = async (query: string, batch: readonly string[]) =>
      relevances((await encoder.run(batch.map((text) => tokenizer.encode(query, { text_pair: text, return_token_type_ids: true })))).output);
    return { contextTokens: limit, rank: async ({ query, texts }, signal) => ({ scores: await inBatches(texts, signal, (batch) => rank(query, batch)) }) };
  }
  const pooling = await readPooling(folder);
  const embed = async (batch: readonly string[]) => {
    const { output, lengths } = await encoder.run(batch.map((text) => tokenizer.encode(text, { return_token_type_ids: true })));
    return poolVectors(output, lengths, pooling);
  };
  return { contextTokens: limit, embed: async ({ texts }, signal) => ({ vectors: await inBatches(texts, signal, embed) }) };
}

serveModel(load);
