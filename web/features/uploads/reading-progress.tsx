'use client';

import type { KnowledgeBase } from '#contracts/knowledge-base';
import { Bar } from '../../components/bar.tsx';
import { NavLink } from '../../components/nav-link.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { paths } from '../../lib/navigation.ts';
import { useFollowedKnowledgeBase } from '../knowledge/progress.ts';

/** How far a knowledge base's documents, or its rebuild, have come. */
export function ReadingProgress({ knowledgeBase }: { knowledgeBase: KnowledgeBase }) {
  const t = useText().common.tray;
  const format = useFormat();
  const { batch, rebuild } = useFollowedKnowledgeBase(knowledgeBase.id);
  const done = batch ? batch.done + batch.failed : knowledgeBase.readyCount + knowledgeBase.failedCount;
  const total = batch?.total ?? knowledgeBase.documentCount;
  const isRebuilding = rebuild?.state === 'running';
  const part = isRebuilding ? rebuild.percent / 100 : total === 0 ? 0 : done / total;
  return (
    <li className="px-4 py-3 text-sm">
      <NavLink href={paths.knowledgeBase(knowledgeBase.id)} className="block truncate font-medium hover:underline">
        {knowledgeBase.name}
      </NavLink>
      <p className="text-muted">
        {isRebuilding ? t.rebuilding(format.percent(part)) : t.processing(format.number(done), format.number(total))}
        {!isRebuilding && batch?.secondsLeft !== undefined && `, ${t.left(format.seconds(batch.secondsLeft))}`}
      </p>
      <Bar value={part} label={knowledgeBase.name} className="mt-1.5" />
    </li>
  );
}
