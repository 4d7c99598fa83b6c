import { createStore } from '../../lib/store.ts';

/** Which of the dialogs that any page can open is open. */
export const overlay = createStore<'palette' | 'shortcuts' | undefined>(undefined);

export function openPalette(): void {
  overlay.set(() => 'palette');
}

export function toggleOverlay(name: 'palette' | 'shortcuts'): void {
  overlay.set((open) => (open === name ? undefined : name));
}

export function closeOverlay(): void {
  overlay.set(() => undefined);
}
