import type { ErrorCode } from '#contracts/error';
import type { GenerationParameters } from '#contracts/generation';
import type { LocalModelKind } from '#contracts/local-model';

export type LoadInput = {
  kind: LocalModelKind;
  path: string;
  /** Folder with the node_modules of what runs the model. */
  runtimeFolder: string;
  contextTokens: number | undefined;
  threads: number;
};
export type SpokenMessage = { role: 'system' | 'user' | 'assistant'; content: string };
export type GenerateInput = {
  messages: readonly SpokenMessage[];
  parameters: Omit<GenerationParameters, 'stop'> & { temperature: number; maxTokens: number };
  stop: readonly string[];
};

/** What a model process does, one at a time. */
export type ModelOperations = {
  load: { input: LoadInput; output: { contextTokens: number } };
  generate: { input: GenerateInput; output: { promptTokens: number; completionTokens: number; isCut: boolean } };
  /** Vectors of length 1. */
  embed: { input: { texts: readonly string[] }; output: { vectors: Float32Array[] } };
  /** Relevance of each text to the query, 0 to 1. */
  rank: { input: { query: string; texts: readonly string[] }; output: { scores: number[] } };
};
export type ModelOperation = keyof ModelOperations;
export type InputOf<Name extends ModelOperation> = ModelOperations[Name]['input'];
export type OutputOf<Name extends ModelOperation> = ModelOperations[Name]['output'];

export type ToModelProcess =
  | { type: 'request'; requestId: number; name: ModelOperation; input: InputOf<ModelOperation> }
  | { type: 'abort'; requestId: number };

export type FromModelProcess =
  | { type: 'text'; requestId: number; text: string }
  | { type: 'done'; requestId: number; output: OutputOf<ModelOperation>; memoryBytes: number }
  | { type: 'failed'; requestId: number; failure: { code: ErrorCode; message: string; details: Record<string, unknown> } };
