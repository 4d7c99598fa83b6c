'use client';

import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Source } from '#contracts/message';
import { Bar } from '../../components/bar.tsx';
import { buttonClass } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { documentContentPath, getPassage } from '../../lib/api/documents.ts';
import { toApiError } from '../../lib/api/request.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { SourcePlace } from './source-place.tsx';

/** A passage taller than this is shown from its beginning, a smaller one in the middle. */
const tallPassagePx = 400;

/** A source: where it stands, its score, and its passage highlighted in the text around it. */
export function SourcePassage({ source }: { source: Source }) {
  const t = useText().chat;
  const format = useFormat();
  const { documentId, start, end } = source;
  const passage = useQuery({
    queryKey: keys.passage(documentId, start, end),
    queryFn: ({ signal }) => getPassage(documentId, { start, end }, signal),
    staleTime: Infinity,
  });
  const isGone = passage.isError && toApiError(passage.error).code === 'not_found';
  return (
    <>
      <div className="border-b border-line px-4 py-3">
        <p className="text-sm font-medium">{source.documentName}</p>
        <SourcePlace source={source} />
        <div className="mt-2.5 flex items-center gap-3">
          <Bar value={source.score} label={t.answer.score} className="w-24" />
          <span className="text-xs text-muted tabular-nums">{format.score(source.score)}</span>
          {!isGone && (
            <a
              href={documentContentPath(documentId, source.page)}
              target="_blank"
              rel="noopener"
              className={`${buttonClass('plain', 'small')} ml-auto`}
            >
              <ExternalLink size={14} aria-hidden />
              {t.sourcePanel.openOriginal}
            </a>
          )}
        </div>
      </div>
      <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto px-4 py-4">
        {passage.isPending && <Skeleton rows={6} />}
        {isGone && <Notice look="warn" title={t.sourcePanel.gone} className="mb-4" />}
        {passage.isError && !isGone && <ErrorNotice error={passage.error} onRetry={() => void passage.refetch()} className="mb-4" />}
        {passage.isError && <p className="rounded bg-mark px-2 py-1 text-sm leading-relaxed whitespace-pre-wrap">{source.text}</p>}
        {passage.data && <PassageInPlace {...passage.data} label={t.sourcePanel.passage} />}
      </div>
    </>
  );
}

function PassageInPlace({ before, text, after, label }: { before: string; text: string; after: string; label: string }) {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    mark.current?.scrollIntoView({ block: mark.current.offsetHeight > tallPassagePx ? 'start' : 'center' });
  }, [text]);
  return (
    <div className="text-sm leading-[1.75] whitespace-pre-wrap text-muted">
      {before}
      <mark ref={mark} aria-label={label} className="rounded-sm bg-mark box-decoration-clone px-0.5 py-0.5 text-ink">
        {text}
      </mark>
      {after}
    </div>
  );
}
