import path from 'node:path';
import { AppError } from '../../platform/errors.ts';
import type { EmbeddingModel } from '../embedding-model.ts';
import { prefixesOf, type TextPrefixes } from '../embedding-models/query-prefix.ts';
import type { StoredLocalModel } from './local-model.repository.ts';
import type { ModelRunner } from './model-runner.ts';

const maxBatch = 32;
/** As of any embedding model that was trained for search. */
const quality = 0.8;
const lengthTolerance = 1e-3;

/** A model may have got a name of its own; then its files still have theirs. */
function prefixesOfFiles(model: StoredLocalModel): TextPrefixes {
  const byName = prefixesOf(model.name);
  return byName.query ? byName : prefixesOf(path.basename(model.path));
}

/** @throws AppError provider_failed for a vector that is not a number or all zeros */
function requireVectors(name: string, vectors: Float32Array[]): Float32Array[] {
  if (vectors.every((vector) => Math.abs(Math.hypot(...vector) - 1) < lengthTolerance)) return vectors;
  throw new AppError('provider_failed', `${name} gave a vector that is not a number or all zeros`, { hint: 'Is this an embedding model, and is its file whole?' });
}

/** A folder with an ONNX model, or a GGUF file, that gives vectors. @param revision digest of its file */
export function localEmbedding(runner: ModelRunner, id: string, revision: string): EmbeddingModel {
  let dimensions: Promise<number> | undefined;
  const prefixes = prefixesOfFiles(runner.model);
  const embed = async (texts: readonly string[], signal: AbortSignal) =>
    requireVectors(runner.model.name, (await runner.use(signal, (process) => process.request('embed', { texts }, signal))).vectors);

  return {
    id,
    label: `${runner.model.name} (local)`,
    revision,
    maxBatch,
    quality,
    dimensions(signal) {
      dimensions ??= embed(['dimensions'], signal).then(([vector]) => vector!.length);
      dimensions.catch(() => (dimensions = undefined));
      return dimensions;
    },
    embedDocuments: (texts, signal) => embed(texts.map((text) => prefixes.passage + text), signal),
    embedQuery: async (text, signal) => (await embed([prefixes.query + text], signal))[0]!,
  };
}
