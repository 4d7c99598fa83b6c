import { currentText } from './i18n/language.ts';
import { createStore, useStore } from './store.ts';
import { showToast } from './toasts.ts';

/** How long a deletion can be taken back. Until then it is only hidden; leaving the page carries it out at once. */
const undoMs = 10_000;

type Removal = { ids: readonly string[]; notice: string; name: string; commit: () => Promise<unknown> };

const hiddenIds = createStore<ReadonlySet<string>>(new Set());
const waiting = new Set<() => void>();

/** Hides the things now and deletes them when the time to undo has passed. Answers with what takes that back. */
export function removeWithUndo({ ids, notice, name, commit }: Removal): () => void {
  hide(ids);
  const carryOut = () => {
    settle();
    commit().catch(() => {
      showAgain(ids);
      showToast({ text: currentText().common.notRemoved(name) });
    });
  };
  const timer = setTimeout(carryOut, undoMs);
  const undo = () => {
    settle();
    showAgain(ids);
  };
  const dismiss = showToast({ text: notice, action: { label: currentText().common.undo, run: undo } }, undoMs);
  waiting.add(carryOut);
  return undo;

  function settle() {
    clearTimeout(timer);
    waiting.delete(carryOut);
    dismiss();
  }
}

/** Ids of what is deleted, or about to be. */
export function useHiddenIds(): ReadonlySet<string> {
  return useStore(hiddenIds, (ids) => ids);
}

function hide(ids: readonly string[]): void {
  hiddenIds.set((all) => new Set([...all, ...ids]));
}

/** Shows again what was hidden, because it could not be deleted. */
export function showAgain(ids: readonly string[]): void {
  hiddenIds.set((all) => new Set([...all].filter((id) => !ids.includes(id))));
}

if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', () => {
    for (const carryOut of [...waiting]) carryOut();
  });
}
