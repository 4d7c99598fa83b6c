import { AppError } from '../platform/errors.ts';
import type { SearchEngine, WebResult } from './search-engine.ts';

/** `notes` tell which engines failed before, and why. */
export type Asked = { engine: SearchEngine; results: WebResult[]; notes: string[] };

/**
 * The pages that the first engine to answer finds. One that fails or takes too long gives way to the next.
 * @throws AppError of the first engine when none answers, telling of all; cancelled
 */
export async function askEngines(engines: readonly SearchEngine[], query: string, limit: number, signal: AbortSignal): Promise<Asked> {
  const failures: AppError[] = [];
  for (const engine of engines) {
    try {
      const results = await engine.search(query, limit, signal);
      const notes = failures.map(({ message }) => message);
      return { engine, results, notes: notes.length === 0 ? [] : [...notes, `${engine.label} was asked instead`] };
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
      failures.push(error);
    }
  }
  const [first] = failures;
  if (!first) throw new Error('No search engine was given');
  throw new AppError(first.code, failures.map(({ message }) => message).join('; '), first.details, { cause: first });
}
