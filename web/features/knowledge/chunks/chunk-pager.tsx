'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '../../../components/button.tsx';
import { useFormat, useText } from '../../../lib/i18n/language.ts';

type ChunkPagerProps = { page: number; pages: number; disabled: boolean; onPage: (page: number) => void };

export function ChunkPager({ page, pages, disabled, onPage }: ChunkPagerProps) {
  const t = useText();
  const format = useFormat();
  if (pages <= 1 && page === 1) return null;
  return (
    <div className="flex items-center gap-2 text-sm">
      <IconButton label={t.common.previous} size="small" disabled={disabled || page === 1} onClick={() => onPage(page - 1)}>
        <ChevronLeft size={16} aria-hidden />
      </IconButton>
      <span className="tabular-nums">{t.knowledge.document.pageOf(format.number(page), format.number(pages))}</span>
      <IconButton label={t.common.next} size="small" disabled={disabled || page >= pages} onClick={() => onPage(page + 1)}>
        <ChevronRight size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
