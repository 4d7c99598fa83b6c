'use client';

import { useQuery } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import type { Document } from '#contracts/document';
import { buttonClass } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { NavLink } from '../../../components/nav-link.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { listSummaries } from '../../../lib/api/summaries.ts';
import { useText } from '../../../lib/i18n/language.ts';
import { paths } from '../../../lib/navigation.ts';
import { keys, useModels } from '../../../lib/queries.ts';
import { SummaryCard } from './summary-card.tsx';
import { SummaryForm } from './summary-form.tsx';

/** The summaries of a document, and a new one. */
export function SummaryTab({ document }: { document: Document }) {
  const t = useText().curation.summaries;
  const models = useModels();
  const summaries = useQuery({
    queryKey: [...keys.summaries(document.id), document.version, document.updatedAt],
    queryFn: ({ signal }) => listSummaries(document.id, signal),
    placeholderData: (before) => before,
  });
  if (summaries.isError) return <ErrorNotice error={summaries.error} onRetry={() => void summaries.refetch()} />;
  if (models.isError) return <ErrorNotice error={models.error} onRetry={() => void models.refetch()} />;
  if (!summaries.data || !models.data) return <Skeleton rows={3} rowClass="h-10" />;
  const writers = models.data.items.filter(({ kind, converses }) => kind === 'chat' && converses);
  const { items } = summaries.data;
  return (
    <div className="space-y-5">
      {writers.length > 0 && <SummaryForm document={document} models={writers} />}
      {items.map((summary) => (
        <SummaryCard key={summary.id} summary={summary} models={models.data.items} />
      ))}
      {writers.length === 0 && items.length === 0 && (
        <EmptyState icon={<Sparkles size={22} aria-hidden />} title={t.noModel} text={t.noModelText}>
          <NavLink href={paths.settingsPart('models')} className={buttonClass()}>
            {t.setUp}
          </NavLink>
        </EmptyState>
      )}
      {writers.length > 0 && items.length === 0 && <p className="text-sm text-muted">{t.none}</p>}
    </div>
  );
}
