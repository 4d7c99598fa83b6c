import type { EmbeddingModel } from '../embedding-model.ts';

/** Embedding models that need nothing installed. Those of configured providers join them in model-catalog.ts. */
export const builtInEmbeddingModels: readonly EmbeddingModel[] = [];
