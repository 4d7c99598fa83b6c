'use client';

import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { Source } from '#contracts/message';
import { Bar } from '../../components/bar.tsx';
import { Button } from '../../components/button.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { SourcePlace } from './source-place.tsx';
import { showSource } from './source-selection.ts';

const shownWithoutCitations = 3;

/** The sources under an answer: those it cites, and on demand the others that were given to the model. */
export function SourceList({ sources, text }: { sources: readonly Source[]; text: string }) {
  const {
    chat: { answer: t },
    webSearch,
  } = useText();
  const format = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  const cited = sources.filter(({ number }) =>
    new RegExp(`\\[(?:[\\d,，、\\s]*[,，、\\s])?${number}(?:[,，、\\s][\\d,，、\\s]*)?\\]`).test(text),
  );
  const first = cited.length > 0 ? cited : sources.slice(0, shownWithoutCitations);
  const shown = showsAll ? sources : first;
  return (
    <section className="mt-6">
      <h4 className="text-xs font-medium text-muted">{t.sources}</h4>
      <ol className="mt-1.5 divide-y divide-line border-y border-line">
        {shown.map((source) => (
          <li key={source.number} className="flex items-center gap-1">
            <button
              type="button"
              onClick={() => showSource(sources, source.number)}
              className="flex min-w-0 flex-1 items-center gap-3 px-1 py-2 text-left text-sm -outline-offset-2 hover:bg-hover"
            >
              <span className="w-5 shrink-0 text-center text-xs font-semibold text-accent tabular-nums">{source.number}</span>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{source.documentName}</span>
                <SourcePlace source={source} />
              </span>
              <Bar value={source.score} label={t.score} className="w-12 shrink-0 sm:w-20" />
              <span className="w-9 shrink-0 text-right text-xs text-muted tabular-nums">{format.score(source.score)}</span>
            </button>
            {source.url && (
              <a
                href={source.url}
                target="_blank"
                rel="noopener noreferrer"
                aria-label={`${webSearch.openPage}: ${source.documentName}`}
                title={webSearch.openPage}
                className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
              >
                <ExternalLink size={15} aria-hidden />
              </a>
            )}
          </li>
        ))}
      </ol>
      {shown.length < sources.length && (
        <Button look="quiet" size="small" className="mt-1 -ml-1" onClick={() => setShowsAll(true)}>
          {t.allSources(format.number(sources.length))}
        </Button>
      )}
    </section>
  );
}
