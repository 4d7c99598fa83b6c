'use client';

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { Crawl, CrawlProgress } from '#contracts/crawl';
import { Bar } from '../../components/bar.tsx';
import { Button, IconButton } from '../../components/button.tsx';
import { cancelCrawl, listCrawls } from '../../lib/api/web-pages.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { UrlRefusals } from './url-refusals.tsx';

type CrawlListProps = { knowledgeBaseId: string; live: ReadonlyMap<string, CrawlProgress> };

/** Sites being crawled, and those whose crawl ended while the page was open. */
export function CrawlList({ knowledgeBaseId, live }: CrawlListProps) {
  const ended = [...live.values()].filter(({ status }) => status !== 'running').length;
  const crawls = useQuery({
    queryKey: [...keys.crawls(knowledgeBaseId), ended],
    queryFn: ({ signal }) => listCrawls(knowledgeBaseId, signal),
    placeholderData: keepPreviousData,
  });
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const shown = (crawls.data?.items ?? []).filter(({ crawlId, status }) => (status === 'running' || live.has(crawlId)) && !closed.has(crawlId));
  if (shown.length === 0) return null;
  return (
    <ul className="mb-3 divide-y divide-line rounded-lg border border-line text-sm">
      {shown.map((crawl) => (
        <CrawlLine
          key={crawl.crawlId}
          crawl={{ ...crawl, ...live.get(crawl.crawlId) }}
          onClose={() => setClosed(new Set([...closed, crawl.crawlId]))}
        />
      ))}
    </ul>
  );
}

function useOutcome({ status, fetched, found, failed }: CrawlProgress): string {
  const t = useText().knowledge.web.crawl;
  const format = useFormat();
  const outcomes = {
    running: t.running(format.number(fetched), format.number(found)),
    done: t.done(format.number(fetched)),
    failed: t.failed,
    cancelled: t.cancelled(format.number(fetched)),
  };
  return [outcomes[status], failed > 0 && t.notFetched(format.number(failed))].filter(Boolean).join(' · ');
}

function CrawlLine({ crawl, onClose }: { crawl: Crawl; onClose: () => void }) {
  const t = useText().knowledge.web.crawl;
  const format = useFormat();
  const outcome = useOutcome(crawl);
  const stop = useMutation({ mutationFn: () => cancelCrawl(crawl.crawlId) });
  const isRunning = crawl.status === 'running';
  return (
    <li className="px-4 py-2.5">
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1">
          <span className="block truncate font-medium">{crawl.url}</span>
          <span role="status" className={crawl.status === 'failed' ? 'text-danger' : 'text-muted'}>
            {outcome}
          </span>
        </p>
        {isRunning ? (
          <Button size="small" disabled={stop.isPending} onClick={() => stop.mutate()}>
            {t.stop}
          </Button>
        ) : (
          <IconButton label={t.close} size="small" onClick={onClose}>
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {isRunning && <Bar value={crawl.found === 0 ? 0 : (crawl.fetched + crawl.failed) / crawl.found} label={outcome} className="mt-1.5" />}
      {crawl.refusals.length > 0 && (
        <details className="mt-1">
          <summary className="w-fit rounded text-muted">{t.notFetched(format.number(crawl.failed))}</summary>
          <UrlRefusals refusals={crawl.refusals} />
        </details>
      )}
    </li>
  );
}
