import { z } from 'zod';
import { BaseUrl } from '#contracts/model';

/** A search engine that Lectern can ask. Nothing is sent to any before an administrator sets one up. */
export const SearchEngine = z.object({
  id: z.string(),
  label: z.string(),
  needsApiKey: z.boolean(),
  /** As set up; else the engine's own, empty for one that people run themselves. */
  baseUrl: z.string(),
  isSetUp: z.boolean(),
  /** Keys are written, never read back. */
  hasApiKey: z.boolean(),
  /** It can be asked: it is set up, with a key where it needs one. */
  isReady: z.boolean(),
});
export type SearchEngine = z.infer<typeof SearchEngine>;

/** `apiKey: ""` removes the stored key; leaving it out keeps it, which is refused when baseUrl moves to another host. */
export const SetUpSearchEngine = z.strictObject({
  baseUrl: BaseUrl.optional(),
  apiKey: z.string().trim().max(500).optional(),
});
export type SetUpSearchEngine = z.infer<typeof SetUpSearchEngine>;

/** Searches once, without storing anything. A stored key is used for its own host only. */
export const TestSearchEngine = SetUpSearchEngine;
export type TestSearchEngine = z.infer<typeof TestSearchEngine>;

export const TestSearchEngineResult = z.object({
  ok: z.boolean(),
  message: z.string(),
  hint: z.string().optional(),
  latencyMs: z.number(),
});
export type TestSearchEngineResult = z.infer<typeof TestSearchEngineResult>;
