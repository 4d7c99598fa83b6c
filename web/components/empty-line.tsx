import type { ReactNode } from 'react';

type EmptyLineProps = { icon: ReactNode; title: string; children: ReactNode };

/** What a list within a page says while there is nothing in it. */
export function EmptyLine({ icon, title, children }: EmptyLineProps) {
  return (
    <div className="flex items-center gap-3 rounded-lg border border-dashed border-line px-4 py-4">
      <span className="text-muted">{icon}</span>
      <div className="min-w-0">
        <p className="text-sm font-medium">{title}</p>
        <div className="text-sm text-muted">{children}</div>
      </div>
    </div>
  );
}
