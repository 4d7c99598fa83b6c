'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, BookX, MessageSquare } from 'lucide-react';
import { useState } from 'react';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { buttonClass } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { NavLink } from '../../components/nav-link.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { getKnowledgeBase } from '../../lib/api/knowledge-bases.ts';
import { toApiError } from '../../lib/api/request.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { paths } from '../../lib/navigation.ts';
import { keys } from '../../lib/queries.ts';
import { rememberKnowledgeBase } from '../chat/turn-options.ts';
import { DocumentsTab } from './documents-tab.tsx';
import { KnowledgeBaseSettings } from './knowledge-base-settings.tsx';
import { SearchTest } from './search-test.tsx';

/** One knowledge base: its documents, a test of its search, its settings. */
export function KnowledgeBaseView({ id }: { id: string }) {
  const t = useText();
  const knowledgeBase = useQuery({ queryKey: [...keys.knowledgeBases, id], queryFn: ({ signal }) => getKnowledgeBase(id, signal) });
  const [tab, setTab] = useState<'documents' | 'search' | 'settings'>('documents');
  if (knowledgeBase.isError && toApiError(knowledgeBase.error).code === 'not_found') {
    return (
      <EmptyState icon={<BookX size={22} aria-hidden />} title={t.knowledge.notFound} text={t.knowledge.notFoundText}>
        <NavLink href={paths.knowledge} className={buttonClass()}>
          {t.knowledge.back}
        </NavLink>
      </EmptyState>
    );
  }
  const { data } = knowledgeBase;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex min-h-full max-w-5xl flex-col px-5 pt-6 pb-8">
        <NavLink href={paths.knowledge} className="inline-flex w-fit items-center gap-1.5 rounded text-sm text-muted hover:text-ink">
          <ArrowLeft size={15} aria-hidden />
          {t.knowledge.back}
        </NavLink>
        {knowledgeBase.isPending && <Skeleton rows={4} rowClass="mt-4 h-10" />}
        {knowledgeBase.isError && !data && (
          <ErrorNotice className="mt-4" error={knowledgeBase.error} onRetry={() => void knowledgeBase.refetch()} />
        )}
        {data && (
          <>
            <Header knowledgeBase={data} />
            <Tabs
              className="mt-5 flex flex-1 flex-col"
              label={data.name}
              active={tab}
              onChange={setTab}
              tabs={[
                { id: 'documents', label: t.knowledge.tabs.documents, content: <DocumentsTab knowledgeBase={data} /> },
                { id: 'search', label: t.knowledge.tabs.search, content: <SearchTest knowledgeBase={data} /> },
                { id: 'settings', label: t.knowledge.tabs.settings, content: <KnowledgeBaseSettings knowledgeBase={data} /> },
              ]}
            />
          </>
        )}
      </div>
    </div>
  );
}

function Header({ knowledgeBase }: { knowledgeBase: KnowledgeBase }) {
  const t = useText().knowledge;
  const format = useFormat();
  const { id, name, description, documentCount, chunkCount, indexState } = knowledgeBase;
  return (
    <header className="mt-3 flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0">
        <h1 className="font-serif text-3xl tracking-tight">{name}</h1>
        {description && <p className="mt-1 max-w-2xl text-sm text-muted">{description}</p>}
        <p className="mt-1.5 flex flex-wrap gap-x-3 text-xs text-muted">
          <span>{t.documents(format.number(documentCount))}</span>
          <span>{t.chunks(format.number(chunkCount))}</span>
          {indexState !== 'ready' && <span className="text-warn">{t.indexStates[indexState]}</span>}
        </p>
      </div>
      <NavLink href={paths.newChat} onClick={() => rememberKnowledgeBase(id)} className={buttonClass()}>
        <MessageSquare size={15} aria-hidden />
        {t.ask}
      </NavLink>
    </header>
  );
}
