import type { Source } from '#contracts/message';
import { createStore, useStore } from '../../lib/store.ts';

/** The source shown in the panel, among those of its answer. */
export type SourceSelection = { sources: readonly Source[]; number: number };

const selection = createStore<SourceSelection | undefined>(undefined);

export function useSourceSelection(): SourceSelection | undefined {
  return useStore(selection, (selected) => selected);
}

export function showSource(sources: readonly Source[], number: number): void {
  selection.set(() => ({ sources, number }));
}

export function hideSource(): void {
  selection.set(() => undefined);
}
