import type { ModelRunner } from '../local/model-runner.ts';
import type { Reranker } from '../reranker.ts';

/** A cross-encoder in an ONNX folder, or a GGUF file that ranks. */
export function localReranker(runner: ModelRunner, id: string): Reranker {
  return {
    id,
    label: `${runner.model.name} (local)`,
    rerank: async (query, texts, signal) => (await runner.use(signal, (process) => process.request('rank', { query, texts }, signal))).scores,
  };
}
