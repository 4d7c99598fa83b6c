import { createCitationFilter } from '../citations.ts';
import type { AgentRun } from './agent-run.ts';

/** Writes the text of one step, with citations of the sources found so far in their one form. */
export function createStepWriter({ sources, emit }: AgentRun): { write(delta: string): void; end(): void } {
  const count = sources.list().length;
  const filter = count > 0 ? createCitationFilter(count) : undefined;
  const pass = (delta: string) => {
    if (delta) emit({ type: 'text-delta', delta });
  };
  return {
    write: (delta) => pass(filter ? filter.push(delta) : delta),
    end: () => pass(filter?.end().trimEnd() ?? ''),
  };
}
