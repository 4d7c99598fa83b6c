import { z } from 'zod';

export const LocalModelKind = z.enum(['chat', 'embedding', 'reranker']);
export type LocalModelKind = z.infer<typeof LocalModelKind>;

/** `gguf`: a file for llama.cpp. `onnx`: a folder with model.onnx and tokenizer.json. */
export const LocalModelFormat = z.enum(['gguf', 'onnx']);
export type LocalModelFormat = z.infer<typeof LocalModelFormat>;

export const LocalModelOptions = z.strictObject({
  /** How much it reads and writes at once; as much as it was made for, 8192 at most, when left out. */
  contextTokens: z.number().int().min(128).max(1_048_576).optional(),
  /** Half of the processor's when left out. */
  threads: z.number().int().min(1).max(256).optional(),
  /** It is unloaded when nobody asked for so long; 0 keeps it loaded. */
  idleMinutes: z.number().min(0).max(10_080).default(15),
});
export type LocalModelOptions = z.infer<typeof LocalModelOptions>;

export const LocalModelState = z.enum(['stopped', 'loading', 'loaded']);
export type LocalModelState = z.infer<typeof LocalModelState>;

/** A model in files of this machine. It runs in a process of its own while it is used. */
export const LocalModel = z.object({
  id: z.string(),
  /** `local/<name>`: its id among all models. */
  modelId: z.string(),
  name: z.string(),
  kind: LocalModelKind,
  format: LocalModelFormat,
  path: z.string(),
  sizeBytes: z.number().int(),
  /** Lies in the models folder, where it was found. */
  isInModelsFolder: z.boolean(),
  options: LocalModelOptions,
  state: LocalModelState,
  /** How many wait for it. */
  queued: z.number().int(),
  /** Resident memory of its process. */
  memoryBytes: z.number().int().optional(),
  /** While it is loaded. */
  contextTokens: z.number().int().optional(),
  /** Why it cannot run, and what helps. */
  problem: z.string().optional(),
});
export type LocalModel = z.infer<typeof LocalModel>;

export const LocalModelName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^/\\\p{Cc}]+$/u, 'must not contain slashes or control characters');

export const AddLocalModel = z.strictObject({
  /** Of the file or folder: absolute, or inside the models folder. */
  path: z.string().trim().min(1).max(1_000),
  /** The file's when left out. */
  name: LocalModelName.optional(),
  /** Told by the files when left out. */
  kind: LocalModelKind.optional(),
  options: LocalModelOptions.partial().default({}),
});
export type AddLocalModel = z.infer<typeof AddLocalModel>;

const { contextTokens, threads, idleMinutes } = LocalModelOptions.shape;
/** `null` leaves it to the model again. */
const ChangedOptions = LocalModelOptions.extend({
  contextTokens: contextTokens.nullable(),
  threads: threads.nullable(),
  idleMinutes: idleMinutes.removeDefault(),
}).partial();

/** Options that are named are changed, the others stay; a loaded model is loaded anew with them. */
export const UpdateLocalModel = z.strictObject({ name: LocalModelName, kind: LocalModelKind, options: ChangedOptions }).partial();
export type UpdateLocalModel = z.infer<typeof UpdateLocalModel>;
