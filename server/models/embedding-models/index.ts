import type { EmbeddingModel } from '../embedding-model.ts';
import { lexicalEmbedding } from './lexical.ts';

/** Embedding models that need nothing installed. Those of configured providers join them in model-catalog.ts. */
export const builtInEmbeddingModels: readonly EmbeddingModel[] = [lexicalEmbedding];
