import type { ErrorCode } from '#contracts/error';

/** A file of a saved index, as the manifest lists it. */
export type IndexFile = { name: string; bytes: number; sha256: string };
export type IndexSize = { size: number; memoryBytes: number };
export type EngineInfo = { id: string; version: string };

type OpenOptions = {
  handle: number;
  engine: string;
  dimensions: number;
  /** Where it was saved; without it an empty index is made. */
  saved?: { directory: string; files: IndexFile[] };
};

/** What the index process does. An open index is known by a number that the server chooses and never uses twice. */
export type IndexOperations = {
  /** Fails when a file is not exactly what the manifest says. */
  open: { input: OpenOptions; output: IndexSize };
  /** `vectors` holds one vector after another, in the order of `ids`. Ends when all are searchable. */
  upsert: { input: { handle: number; ids: Float64Array; vectors: Float32Array }; output: IndexSize };
  /** Also takes them out of upserts that are still waiting. */
  remove: { input: { handle: number; ids: Float64Array }; output: IndexSize };
  /** Removes all ids but these, and tells which of these are not there. */
  retain: { input: { handle: number; ids: Float64Array }; output: { missing: Float64Array } };
  /** The ids of all entries. */
  ids: { input: { handle: number }; output: { ids: Float64Array } };
  search: { input: { handle: number; vector: Float32Array; k: number; allowed?: Float64Array }; output: { ids: Float64Array; similarities: Float64Array } };
  /** Writes the index into an empty folder; the files are on the disk when it ends. */
  save: { input: { handle: number; directory: string }; output: { size: number; files: IndexFile[] } };
  /** `isSuperseded`: a newer index has taken its place for good. */
  close: { input: { handle: number; isSuperseded?: boolean }; output: Record<string, never> };
  /** Answered at once by a process that is not stuck. */
  ping: { input: { handle: 0 }; output: Record<string, never> };
};
export type IndexOperation = keyof IndexOperations;
export type IndexInput<Name extends IndexOperation> = IndexOperations[Name]['input'];
export type IndexOutput<Name extends IndexOperation> = IndexOperations[Name]['output'];

/** What does the work: the index process, or a store of another machine. */
export type IndexOperator = { request<Name extends IndexOperation>(name: Name, input: IndexInput<Name>): Promise<IndexOutput<Name>> };

export type IndexRequest = { [Name in IndexOperation]: { requestId: number; name: Name; input: IndexInput<Name> } }[IndexOperation];

/** `not_open`: the process has no index of that handle, because it was closed, or opened in a process that died. */
export type IndexFailure = { code: ErrorCode | 'not_open'; message: string };
/** What the process says: first which engines it has, then one answer per request. */
export type IndexMessage =
  | { type: 'ready'; engines: EngineInfo[] }
  | { type: 'done'; requestId: number; output: unknown }
  | { type: 'failed'; requestId: number; failure: IndexFailure };
