'use client';

import { FileQuestion } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import type { AnswerProps } from './answer.tsx';
import { nearestPassages, thresholdToKeepOne } from './nearest-passages.ts';

type RefusalProps = Pick<AnswerProps, 'answer' | 'onThreshold' | 'onAllDocuments'>;

/** An honest "the documents do not say", in the knowledge base’s own words where it has some, with what came nearest and what to try. */
export function Refusal({ answer, onThreshold, onAllDocuments }: RefusalProps) {
  const { chat: t, filter, webSearch } = useText();
  const isOfWeb = answer.mode === 'search-engine';
  const said = answer.translations?.answer?.text || answer.text;
  const format = useFormat();
  const nearest = answer.trace && !isOfWeb ? nearestPassages(answer.trace) : [];
  const threshold = answer.trace && thresholdToKeepOne(answer.trace);
  return (
    <section className="mt-3 rounded-lg border border-dashed border-line-strong px-4 py-4">
      <h4 className="flex items-center gap-2.5 font-medium">
        <FileQuestion size={18} aria-hidden className="shrink-0 text-muted" />
        <span className="min-w-0 break-words whitespace-pre-wrap">{said || (isOfWeb ? webSearch.nothingFound : t.outcomes.refused)}</span>
      </h4>
      <p className="mt-1 text-sm text-muted">{isOfWeb ? webSearch.tryRewording : t.outcome.tryRewording}</p>
      {!isOfWeb && <h5 className="mt-4 text-xs font-medium text-muted">{nearest.length > 0 ? t.outcome.nearest : t.outcome.noNearest}</h5>}
      <ul className="mt-1 divide-y divide-line">
        {nearest.map(({ chunkId, documentName, preview, score }) => (
          <li key={chunkId}>
            <details className="group py-2 text-sm">
              <summary className="flex list-none items-baseline gap-3 rounded">
                <span className="line-clamp-2 min-w-0 flex-1 group-open:line-clamp-none">{preview}</span>
                <span className="text-xs text-muted tabular-nums">{format.score(score)}</span>
              </summary>
            </details>
            <p className="-mt-1.5 truncate pb-2 text-xs text-muted">{documentName}</p>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        {threshold !== undefined && (
          <Button size="small" className="mt-3 h-auto min-h-8 whitespace-normal" onClick={() => onThreshold(threshold)}>
            {t.outcome.lowerThreshold(format.score(threshold))}
          </Button>
        )}
        {onAllDocuments && (
          <Button size="small" className="mt-3 h-auto min-h-8 whitespace-normal" onClick={onAllDocuments}>
            {filter.askAll}
          </Button>
        )}
      </div>
    </section>
  );
}
