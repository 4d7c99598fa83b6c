'use client';

import { ArchiveRestore, BookOpen, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { NavLink } from '../../components/nav-link.tsx';
import { QueryState } from '../../components/query-state.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { paths } from '../../lib/navigation.ts';
import { useKnowledgeBases } from '../../lib/queries.ts';

const CreateKnowledgeBaseDialog = dynamic(() => import('./create-knowledge-base-dialog.tsx').then((module) => module.CreateKnowledgeBaseDialog), {
  loading: () => null,
});
const RestoreBackupDialog = dynamic(() => import('./backup/restore-backup-dialog.tsx').then((module) => module.RestoreBackupDialog), { loading: () => null });

/** The knowledge bases as cards. */
export function KnowledgeBaseList() {
  const t = useText();
  const knowledgeBases = useKnowledgeBases();
  const [isCreating, setCreating] = useState(false);
  const [isRestoring, setRestoring] = useState(false);
  const items = knowledgeBases.data?.items ?? [];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-5xl px-5 py-8">
        <header className="flex flex-wrap items-center justify-between gap-3">
          <div>
            <h1 className="font-serif text-3xl tracking-tight">{t.knowledge.title}</h1>
            <p className="mt-1 text-sm text-muted">{t.knowledge.intro}</p>
          </div>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setRestoring(true)}>
              <ArchiveRestore size={16} aria-hidden />
              {t.curation.backup.restore}
            </Button>
            <Button look="primary" onClick={() => setCreating(true)}>
              <Plus size={16} aria-hidden />
              {t.knowledge.create}
            </Button>
          </div>
        </header>
        <div className="mt-7">
          <QueryState query={knowledgeBases} rows={3} rowClass="h-24" />
          {knowledgeBases.isSuccess && items.length === 0 && (
            <EmptyState icon={<BookOpen size={22} aria-hidden />} title={t.knowledge.empty} text={t.knowledge.emptyText}>
              <Button look="primary" onClick={() => setCreating(true)}>
                {t.knowledge.create}
              </Button>
            </EmptyState>
          )}
          <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {items.map((knowledgeBase) => (
              <KnowledgeBaseCard key={knowledgeBase.id} knowledgeBase={knowledgeBase} />
            ))}
          </ul>
        </div>
      </div>
      {isRestoring && <RestoreBackupDialog onClose={() => setRestoring(false)} />}
      {isCreating && <CreateKnowledgeBaseDialog onClose={() => setCreating(false)} />}
    </div>
  );
}

function KnowledgeBaseCard({ knowledgeBase }: { knowledgeBase: KnowledgeBase }) {
  const t = useText().knowledge;
  const format = useFormat();
  const { id, name, description, documentCount, readyCount, failedCount, chunkCount, indexState } = knowledgeBase;
  const inProgress = documentCount - readyCount - failedCount;
  return (
    <li>
      <NavLink
        href={paths.knowledgeBase(id)}
        className="flex h-full min-h-36 flex-col rounded-xl border border-line bg-surface p-5 hover:border-line-strong"
      >
        <h2 className="font-semibold">{name}</h2>
        <p className="mt-1 line-clamp-2 text-sm text-muted">{description}</p>
        <p className="mt-auto flex flex-wrap gap-x-3 pt-4 text-xs text-muted">
          <span>{t.documents(format.number(documentCount))}</span>
          <span>{t.chunks(format.number(chunkCount))}</span>
          {inProgress > 0 && <span className="text-accent">{t.inProgress(format.number(inProgress))}</span>}
          {failedCount > 0 && <span className="text-danger">{t.failedCount(format.number(failedCount))}</span>}
          {indexState !== 'ready' && <span className="text-warn">{t.indexStates[indexState]}</span>}
        </p>
      </NavLink>
    </li>
  );
}
