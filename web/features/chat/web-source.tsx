'use client';

import { ExternalLink } from 'lucide-react';
import type { Source } from '#contracts/message';
import { Bar } from '../../components/bar.tsx';
import { buttonClass } from '../../components/button.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { SourcePlace } from './source-place.tsx';

/** A page of the web: its title, host and link, and the passage as it was read. */
export function WebSource({ source, url }: { source: Source; url: string }) {
  const t = useText();
  const format = useFormat();
  return (
    <>
      <div className="border-b border-line px-4 py-3">
        <p className="text-sm font-medium">{source.documentName}</p>
        <SourcePlace source={source} />
        <div className="mt-2.5 flex items-center gap-3">
          <Bar value={source.score} label={t.chat.answer.score} className="w-24" />
          <span className="text-xs text-muted tabular-nums">{format.score(source.score)}</span>
          <a href={url} target="_blank" rel="noopener noreferrer" className={`${buttonClass('plain', 'small')} ml-auto`}>
            <ExternalLink size={14} aria-hidden />
            {t.webSearch.openPage}
          </a>
        </div>
      </div>
      <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto px-4 py-4">
        <p className="mb-2 text-xs text-muted">{t.webSearch.quoted}</p>
        <p className="rounded bg-mark px-2 py-1 text-sm leading-relaxed break-words whitespace-pre-wrap">{source.text}</p>
        <p className="mt-3 text-xs break-all text-muted">{url}</p>
      </div>
    </>
  );
}
