import type { EmbeddingModel } from '../models/embedding-model.ts';
import type { Database } from '../platform/database.ts';
import { throwIfAborted } from '../platform/errors.ts';
import { failpoint } from '../platform/failpoints.ts';
import { modelKeyOf } from '../retrieval/built-with.ts';
import { blobOf, missingTextHashes } from '../retrieval/embedding.repository.ts';
import { insertRows } from './chunk.repository.ts';

/** The prefix and the text are embedded; the hash is of both. */
export type TextToEmbed = { textHash: string; prefix: string; text: string };

const slowestBatch = 256;

/**
 * Makes sure every text has a vector of the model in the database. Each batch is kept as soon as it is there,
 * so whatever interrupts the work, no text is embedded twice.
 * @param onProgress told the share that is done, 0..1
 * @throws AppError unavailable while the provider is down
 */
export async function embedTexts(
  database: Database,
  model: EmbeddingModel,
  texts: readonly TextToEmbed[],
  signal: AbortSignal,
  onProgress: (part: number) => void = () => {},
): Promise<void> {
  const modelKey = modelKeyOf(model);
  const byHash = new Map(texts.map((text) => [text.textHash, text]));
  const missing = await missingTextHashes(database.sql, modelKey, [...byHash.keys()]);
  const waiting = [...missing].map((textHash) => byHash.get(textHash)!);
  const batchSize = Math.min(model.maxBatch, slowestBatch);
  for (let first = 0; first < waiting.length; first += batchSize) {
    throwIfAborted(signal);
    const batch = waiting.slice(first, first + batchSize);
    const vectors = await model.embedDocuments(batch.map(({ prefix, text }) => prefix + text), signal);
    failpoint('embed.store');
    await database.writeSql((sql) =>
      insertRows(sql, 'OR IGNORE INTO "Embedding" ("modelKey", "textHash", "vector")', 3, batch.map(({ textHash }, index) => [modelKey, textHash, blobOf(vectors[index]!)])),
    );
    onProgress((first + batch.length) / waiting.length);
  }
}
