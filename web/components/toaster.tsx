'use client';

import { useStore } from '../lib/store.ts';
import { toasts } from '../lib/toasts.ts';

/** Where short notices appear, told to screen readers as they come, also over a dialog. */
export function Toaster() {
  const shown = useStore(toasts, (all) => all);
  return (
    <div
      role="status"
      aria-live="polite"
      data-toasts
      className="pointer-events-none fixed inset-x-0 top-4 z-60 flex flex-col items-center gap-2 px-4"
    >
      {shown.map(({ id, text, action }) => (
        <div
          key={id}
          className="fade-in pointer-events-auto flex max-w-full items-center gap-3 rounded-lg bg-ink px-4 py-2.5 text-sm text-paper shadow-lg"
        >
          <span className="truncate">{text}</span>
          {action && (
            <button
              type="button"
              // A dialog below looks at where the click was, and must find it still there.
              onClick={() => setTimeout(action.run)}
              className="shrink-0 font-semibold underline underline-offset-4 focus-visible:outline-paper"
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
