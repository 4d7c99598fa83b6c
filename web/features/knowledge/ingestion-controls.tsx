'use client';

import { useMutation } from '@tanstack/react-query';
import { Pause, Play, X } from 'lucide-react';
import { useState } from 'react';
import type { IngestionAction, KnowledgeBase } from '#contracts/knowledge-base';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { controlIngestion } from '../../lib/api/knowledge-bases.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../lib/queries.ts';

/** Pauses, resumes or cancels what is under way; there only while something is. */
export function IngestionControls({ knowledgeBase, isWorking }: { knowledgeBase: KnowledgeBase; isWorking: boolean }) {
  const t = useText().knowledge.batch;
  const refresh = useRefresh(keys.documents(knowledgeBase.id), keys.knowledgeBases);
  const [isAsking, setAsking] = useState(false);
  const control = useMutation({
    mutationFn: (action: IngestionAction) => controlIngestion(knowledgeBase.id, action),
    onSettled: async () => {
      setAsking(false);
      await refresh();
    },
  });
  const { isPaused, documentCount, readyCount, failedCount } = knowledgeBase;
  const isWaiting = isWorking || documentCount > readyCount + failedCount;
  if (!isPaused && !isWaiting) return null;
  return (
    <div className="mb-3">
      {isPaused && (
        <p role="status" className="mb-1 text-sm text-warn">
          {t.paused}
        </p>
      )}
      <div className="flex gap-1.5">
        <Button size="small" disabled={control.isPending} onClick={() => control.mutate(isPaused ? 'resume' : 'pause')}>
          {isPaused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
          {isPaused ? t.resume : t.pause}
        </Button>
        {isWaiting && (
          <Button size="small" look="quiet" disabled={control.isPending} onClick={() => setAsking(true)}>
            <X size={14} aria-hidden />
            {t.cancel}
          </Button>
        )}
      </div>
      {control.isError && <ErrorNotice error={control.error} />}
      {isAsking && (
        <ConfirmDialog
          title={t.cancelTitle}
          text={t.cancelText}
          action={t.cancelAction}
          busy={control.isPending}
          onConfirm={() => control.mutate('cancel')}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
