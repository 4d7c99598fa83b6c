'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RebuildDepth } from '#contracts/job';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Field, Select } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { rebuildKnowledgeBase } from '../../lib/api/knowledge-bases.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { BatchBar } from './batch-bar.tsx';
import { useFollowedKnowledgeBase } from './progress.ts';

/** Builds the index anew beside the old one, and tells how far it is. */
export function RebuildSection({ knowledgeBase }: { knowledgeBase: KnowledgeBase }) {
  const t = useText().knowledge;
  const client = useQueryClient();
  const { rebuild: progress } = useFollowedKnowledgeBase(knowledgeBase.id);
  const [depth, setDepth] = useState<RebuildDepth>();
  const rebuild = useMutation({
    mutationFn: () => rebuildKnowledgeBase(knowledgeBase.id, depth ? { depth } : {}),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.knowledgeBases }),
  });
  const isRunning = progress?.state === 'running' || knowledgeBase.indexState === 'building';
  return (
    <Section title={t.settings.rebuild} text={t.settings.rebuildText}>
      {knowledgeBase.indexState === 'stale' && <Notice look="warn" title={t.settings.stale} />}
      {progress?.state === 'done' && <Notice title={t.settings.rebuildDone} />}
      {progress?.state === 'failed' && (
        <Notice look="danger" title={t.settings.rebuildFailed}>
          {progress.message}
        </Notice>
      )}
      <BatchBar batch={undefined} rebuild={progress} />
      {rebuild.isError && <ErrorNotice error={rebuild.error} />}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-56 flex-1">
          <Field label={t.settings.depth}>
            {(attributes) => (
              <Select {...attributes} value={depth ?? ''} onChange={(event) => setDepth(RebuildDepth.safeParse(event.target.value).data)}>
                <option value="">{t.settings.depthAuto}</option>
                {RebuildDepth.options.map((id) => (
                  <option key={id} value={id}>
                    {t.depths[id]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Button disabled={isRunning || rebuild.isPending} onClick={() => rebuild.mutate()}>
          {t.settings.rebuild}
        </Button>
      </div>
    </Section>
  );
}
