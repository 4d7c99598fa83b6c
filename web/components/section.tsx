import type { ReactNode } from 'react';

/** A part of a form or page: what it is about on the left, its controls on the right. */
export function Section({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-4 py-7 first:pt-1 md:grid-cols-[13rem_minmax(0,1fr)]">
      <div>
        <h2 className="font-semibold">{title}</h2>
        {text && <p className="mt-1 text-sm text-muted">{text}</p>}
      </div>
      <div className="min-w-0 space-y-4">{children}</div>
    </section>
  );
}
