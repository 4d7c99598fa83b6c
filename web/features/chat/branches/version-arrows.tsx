'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '../../../components/button.tsx';
import { useText } from '../../../lib/i18n/language.ts';

/** One of several versions; `current` counts from 1. */
export type Version = { current: number; total: number; choose: (version: number) => void };

/** ‹ 2/3 ›, nothing where there is one version alone. @param name says it in words */
export function VersionArrows({ current, total, choose, name }: Version & { name: (current: number, total: number) => string }) {
  const t = useText().common;
  if (total < 2) return null;
  return (
    <span className="inline-flex items-center text-muted">
      <IconButton label={t.previous} size="small" disabled={current === 1} onClick={() => choose(current - 1)}>
        <ChevronLeft size={15} aria-hidden />
      </IconButton>
      <span className="text-xs tabular-nums" title={name(current, total)}>
        <span aria-hidden>
          {current}/{total}
        </span>
        <span className="sr-only">{name(current, total)}</span>
      </span>
      <IconButton label={t.next} size="small" disabled={current === total} onClick={() => choose(current + 1)}>
        <ChevronRight size={15} aria-hidden />
      </IconButton>
    </span>
  );
}
