'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DocumentFilter } from '#contracts/document-filter';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { type Hit, queryMaxChars, type SearchRequest, type SearchResponse, scoreThresholdLimits, topKLimits } from '#contracts/search';
import { Bar } from '../../components/bar.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { TextInput } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { searchKnowledgeBase } from '../../lib/api/knowledge-bases.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { useSettings } from '../../lib/queries.ts';
import { ScoreThresholdSlider, TopKSlider } from '../chat/settings/retrieval-sliders.tsx';
import { SourcePlace } from '../chat/source-place.tsx';
import { FilterSection } from '../document-filter/filter-section.tsx';
import { trimmed } from '../document-filter/filter-parts.ts';
import { TraceTable } from './trace-table.tsx';

/** The search of the chat by itself: hits with scores, and what became of every candidate. */
export function SearchTest({ knowledgeBase }: { knowledgeBase: KnowledgeBase }) {
  const t = useText().knowledge.search;
  const settings = useSettings().data;
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<{ topK?: number; scoreThreshold?: number }>({});
  const [filter, setFilter] = useState<DocumentFilter>({});
  const topK = chosen.topK ?? knowledgeBase.retrieval.topK ?? settings?.topK ?? topKLimits.default;
  const scoreThreshold =
    chosen.scoreThreshold ?? knowledgeBase.retrieval.scoreThreshold ?? settings?.scoreThreshold ?? scoreThresholdLimits.default;
  const search = useMutation({
    mutationFn: (request: SearchRequest) => searchKnowledgeBase(knowledgeBase.id, request),
  });
  const run = (changed: Partial<SearchRequest> = {}) => {
    const request = { query: query.trim(), topK, scoreThreshold, filter, ...changed };
    if (request.query) search.mutate({ ...request, filter: trimmed(request.filter) });
  };
  const runAgain = (changed: Partial<SearchRequest>) => {
    if (search.data) run(changed);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run();
  };
  return (
    <div className="max-w-4xl">
      <form onSubmit={submit} className="flex gap-2">
        <TextInput
          aria-label={t.query}
          placeholder={t.placeholder}
          maxLength={queryMaxChars}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Button look="primary" type="submit" disabled={!query.trim() || search.isPending}>
          {t.run}
        </Button>
      </form>
      <p className="mt-1.5 text-xs text-muted">{t.intro}</p>
      <div className="mt-4 grid gap-x-8 gap-y-3 sm:grid-cols-2">
        <TopKSlider
          value={topK}
          onMove={(value) => setChosen({ ...chosen, topK: value })}
          onSettle={(value) => runAgain({ topK: value })}
        />
        <ScoreThresholdSlider
          value={scoreThreshold}
          onMove={(value) => setChosen({ ...chosen, scoreThreshold: value })}
          onSettle={(value) => runAgain({ scoreThreshold: value })}
        />
      </div>
      <FilterSection filter={filter} onChange={setFilter} onSettle={(value) => runAgain({ filter: value })} />
      {search.isError && <ErrorNotice error={search.error} onRetry={() => run()} className="mt-5" />}
      {search.data && <SearchResult result={search.data} />}
    </div>
  );
}

function SearchResult({ result: { hits, trace } }: { result: SearchResponse }) {
  const t = useText().knowledge.search;
  const format = useFormat();
  return (
    <div className="mt-7">
      {trace.notes?.map((note) => (
        <Notice key={note} look="warn" title={note} className="mb-3" />
      ))}
      {hits.length === 0 ? (
        <Notice title={t.none}>{t.noneText}</Notice>
      ) : (
        <h2 role="status" className="text-sm font-medium text-muted">
          {t.hits(format.number(hits.length))}
        </h2>
      )}
      <ol className="mt-2 space-y-3">
        {hits.map((hit, index) => (
          <HitCard key={hit.chunkId} hit={hit} rank={index + 1} />
        ))}
      </ol>
      <TraceTable trace={trace} />
    </div>
  );
}

function HitCard({ hit, rank }: { hit: Hit; rank: number }) {
  const t = useText().knowledge.search;
  const format = useFormat();
  return (
    <li className="rounded-lg border border-line bg-surface p-4">
      <div className="flex items-start gap-3">
        <span className="text-sm font-semibold text-accent tabular-nums">{rank}</span>
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-medium">{hit.documentName}</p>
          <SourcePlace source={hit} />
        </div>
        <Bar value={hit.score} label={t.score} className="mt-1.5 w-16 sm:w-24" />
        <span className="text-sm tabular-nums">{format.score(hit.score)}</span>
      </div>
      <p className="mt-2.5 text-sm leading-relaxed whitespace-pre-wrap">{hit.text}</p>
    </li>
  );
}
