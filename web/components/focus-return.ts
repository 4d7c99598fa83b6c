/** What has the focus now. For an entry of a menu, which is gone when it was chosen, the button of the menu. */
export function focusedElement(): HTMLElement | null {
  const { activeElement } = document;
  const menu = activeElement?.closest('[role=menu]');
  const focused = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : activeElement;
  return focused instanceof HTMLElement ? focused : null;
}

/** Gives the focus to an element, or to the page’s content when it is gone, unless something else took it already. */
export function giveFocusBack(element: HTMLElement | null): void {
  if (document.activeElement !== document.body) return;
  const target = element?.isConnected ? element : document.getElementById('content');
  target?.focus({ preventScroll: true });
}
