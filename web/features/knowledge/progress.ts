'use client';

import { useEffect } from 'react';
import type { CrawlProgress } from '#contracts/crawl';
import { type BatchProgress, type DocumentProgress, KnowledgeBaseEvent, type RebuildProgress } from '#contracts/document';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { followEvents } from '../../lib/event-stream.ts';
import { queryClient } from '../../lib/query-client.ts';
import { keys } from '../../lib/queries.ts';
import { createStore, useStore } from '../../lib/store.ts';

/** What is under way in a knowledge base, as its event stream tells. Documents are here only until their row is fetched anew. */
export type KnowledgeBaseProgress = {
  documents: ReadonlyMap<string, DocumentProgress>;
  batch: BatchProgress | undefined;
  rebuild: RebuildProgress | undefined;
  crawls: ReadonlyMap<string, CrawlProgress>;
};

/** Rows are fetched anew at most this often, however many documents become ready. */
const refreshEveryMs = 1_000;
/** How often events are shown. */
const paintEveryMs = 100;
const nothing: KnowledgeBaseProgress = { documents: new Map(), batch: undefined, rebuild: undefined, crawls: new Map() };

const progress = createStore<ReadonlyMap<string, KnowledgeBaseProgress>>(new Map());
const followers = new Map<string, { count: number; controller: AbortController }>();

/** Knowledge bases with documents on their way, or a rebuild. */
export function useBusyKnowledgeBases(all: readonly KnowledgeBase[] | undefined): readonly KnowledgeBase[] {
  return (all ?? []).filter(
    ({ documentCount, readyCount, failedCount, indexState }) => documentCount > readyCount + failedCount || indexState === 'building',
  );
}

/** Follows the events of a knowledge base while a component shows it; several share one stream. */
export function useFollowedKnowledgeBase(id: string): KnowledgeBaseProgress {
  useEffect(() => {
    const follower = followers.get(id) ?? { count: 0, controller: new AbortController() };
    follower.count += 1;
    if (follower.count === 1) {
      followers.set(id, follower);
      void follow(id, follower.controller.signal);
    }
    return () => {
      follower.count -= 1;
      if (follower.count > 0) return;
      follower.controller.abort();
      followers.delete(id);
    };
  }, [id]);
  return useStore(progress, (all) => all.get(id) ?? nothing);
}

async function follow(id: string, signal: AbortSignal): Promise<void> {
  let waiting: KnowledgeBaseEvent[] = [];
  let refresh: ReturnType<typeof setTimeout> | undefined;
  const refreshSoon = () => {
    refresh ??= setTimeout(() => {
      refresh = undefined;
      void refetch(id);
    }, refreshEveryMs);
  };
  const painter = setInterval(() => {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    progress.set((all) => new Map(all).set(id, events.reduce(applyProgress, all.get(id) ?? nothing)));
  }, paintEveryMs);
  await followEvents({
    path: `/api/knowledge-bases/${id}/events`,
    schema: KnowledgeBaseEvent,
    signal,
    onConnection: (state) => state === 'open' && refreshSoon(),
    onEvent: (event) => {
      waiting.push(event);
      if (changesRows(event)) refreshSoon();
    },
  }).catch(() => undefined);
  clearInterval(painter);
  clearTimeout(refresh);
  progress.set((all) => new Map([...all].filter(([key]) => key !== id)));
}

/** The rows then tell more than the events kept so far: what has ended is dropped. */
async function refetch(id: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.documents(id) }),
    queryClient.invalidateQueries({ queryKey: keys.knowledgeBases }),
  ]);
  progress.set((all) => {
    const known = all.get(id);
    if (!known) return all;
    const documents = new Map([...known.documents].filter(([, { status }]) => status !== 'ready' && status !== 'failed'));
    return new Map(all).set(id, { ...known, documents });
  });
}

function changesRows(event: KnowledgeBaseEvent): boolean {
  if (event.type === 'document-progress') return event.document.status === 'ready' || event.document.status === 'failed';
  return event.type === 'document-removed' || (event.type === 'rebuild-progress' && event.rebuild.state !== 'running');
}

function applyProgress(before: KnowledgeBaseProgress, event: KnowledgeBaseEvent): KnowledgeBaseProgress {
  switch (event.type) {
    case 'document-progress':
      return { ...before, documents: new Map(before.documents).set(event.document.documentId, event.document) };
    case 'document-removed':
      return { ...before, documents: new Map([...before.documents].filter(([id]) => id !== event.documentId)) };
    case 'batch-progress':
      return { ...before, batch: event.batch };
    case 'summary-progress':
      return before;
    case 'rebuild-progress':
      return { ...before, rebuild: event.rebuild };
    case 'crawl-progress':
      return { ...before, crawls: new Map(before.crawls).set(event.crawl.crawlId, event.crawl) };
    default:
      return event satisfies never;
  }
}
