'use client';

import { useMutation } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { RebuildDepth } from '#contracts/job';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { rebuildKnowledgeBase, undoRebuild } from '../../lib/api/knowledge-bases.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { useFollowedKnowledgeBase } from './progress.ts';
import { RebuildProgressNotice } from './rebuild-progress.tsx';

/** Builds the index anew beside the old one, and tells how far it is. */
export function RebuildSection({ knowledgeBase }: { knowledgeBase: KnowledgeBase }) {
  const { knowledge: t, curation } = useText();
  const words = curation.rebuild;
  const refresh = useRefresh(keys.knowledgeBases);
  const { rebuild: progress } = useFollowedKnowledgeBase(knowledgeBase.id);
  const [depth, setDepth] = useState<RebuildDepth>();
  const rebuild = useMutation({
    mutationFn: () => rebuildKnowledgeBase(knowledgeBase.id, depth ? { depth } : {}),
    onSuccess: refresh,
  });
  const undo = useMutation({
    mutationFn: () => undoRebuild(knowledgeBase.id),
    onSuccess: refresh,
  });
  const isRunning = progress?.state === 'running' || knowledgeBase.indexState === 'building';
  return (
    <Section title={t.settings.rebuild} text={t.settings.rebuildText}>
      {knowledgeBase.indexState === 'stale' && <Notice look="warn" title={t.settings.stale} />}
      {progress && <RebuildProgressNotice knowledgeBaseId={knowledgeBase.id} progress={progress} />}
      {rebuild.isError && <ErrorNotice error={rebuild.error} />}
      {undo.isError && <ErrorNotice error={undo.error} />}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-56 flex-1">
          <SelectField
            label={t.settings.depth}
            options={[{ id: '', name: t.settings.depthAuto }, ...RebuildDepth.options.map((id) => ({ id, name: t.depths[id] }))]}
            value={depth ?? ''}
            onChange={(id) => setDepth(id || undefined)}
          />
        </div>
        <Button disabled={isRunning || rebuild.isPending} onClick={() => rebuild.mutate()}>
          {t.settings.rebuild}
        </Button>
      </div>
      {knowledgeBase.canUndoRebuild && !isRunning && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p className="min-w-48 flex-1 text-sm text-muted">{words.undoHint}</p>
          <Button disabled={undo.isPending} onClick={() => undo.mutate()}>
            <Undo2 size={15} aria-hidden />
            {words.undo}
          </Button>
        </div>
      )}
    </Section>
  );
}
