import { createStore } from './store.ts';

export type Toast = { id: number; text: string; action?: { label: string; run: () => void } };

const shownMs = 4_000;
const maxToasts = 4;
let lastId = 0;

export const toasts = createStore<readonly Toast[]>([]);

/** Shows a short notice that goes by itself. Answers with what takes it away earlier. */
export function showToast(toast: Omit<Toast, 'id'>, durationMs = shownMs): () => void {
  lastId += 1;
  const id = lastId;
  const dismiss = () => toasts.set((all) => all.filter((each) => each.id !== id));
  toasts.set((all) => [...all.slice(1 - maxToasts), { ...toast, id }]);
  setTimeout(dismiss, durationMs);
  return dismiss;
}
