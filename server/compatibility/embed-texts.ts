import type { EmbeddingsRequest, EmbeddingsResponse } from '#contracts/openai';
import type { EmbeddingModel } from '../models/embedding-model.ts';
import type { ModelCatalog } from '../models/model-catalog.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { estimateTokens } from '../platform/tokens.ts';
import { asModel } from './answering-model.ts';

async function refuseOtherDimensions(model: EmbeddingModel, asked: number | null | undefined, signal: AbortSignal): Promise<void> {
  const dimensions = asked ? await model.dimensions(signal) : undefined;
  if (dimensions === asked || !asked) return;
  throw new AppError('invalid_request', `"${model.id}" makes vectors of ${dimensions} numbers, not of ${asked}`, { field: 'dimensions' });
}

async function embedAll(model: EmbeddingModel, texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += model.maxBatch) {
    vectors.push(...(await model.embedDocuments(texts.slice(start, start + model.maxBatch), signal)));
  }
  return vectors;
}

/** Little-endian 32-bit floats, as OpenAI's clients decode them. */
function base64Of(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

/** @throws AppError not_found, invalid_request; those of the model */
export async function embedTexts(
  { embeddingModels }: Pick<ModelCatalog, 'embeddingModels'>,
  principal: Principal,
  { model: id, input, encoding_format, dimensions }: EmbeddingsRequest,
  signal: AbortSignal,
): Promise<EmbeddingsResponse> {
  const model = await embeddingModels.get(id, principal).catch(asModel);
  await refuseOtherDimensions(model, dimensions, signal);
  const texts = typeof input === 'string' ? [input] : input;
  const vectors = await embedAll(model, texts, signal);
  const tokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  return {
    object: 'list',
    model: id,
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encoding_format === 'base64' ? base64Of(vector) : [...vector],
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}
