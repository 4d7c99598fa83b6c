'use client';

import { useMutation } from '@tanstack/react-query';
import type { RebuildProgress } from '#contracts/document';
import { Bar } from '../../components/bar.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { cancelRebuild } from '../../lib/api/knowledge-bases.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { useServerText } from '../../lib/i18n/server-text.ts';

type RebuildProgressNoticeProps = { knowledgeBaseId: string; progress: RebuildProgress };

/** How far a rebuild is, with the time left and a way to stop it; afterwards how it ended. */
export function RebuildProgressNotice({ knowledgeBaseId, progress }: RebuildProgressNoticeProps) {
  const t = useText();
  const format = useFormat();
  const told = useServerText();
  const cancel = useMutation({ mutationFn: () => cancelRebuild(knowledgeBaseId) });
  const { state, percent, secondsLeft } = progress;
  const message = progress.message && told(progress.message);
  if (state === 'done') return <Notice title={t.knowledge.settings.rebuildDone}>{message}</Notice>;
  if (state === 'cancelled') return <Notice title={t.curation.rebuild.cancelled} />;
  if (state === 'failed') {
    return (
      <Notice look="danger" title={t.knowledge.settings.rebuildFailed}>
        {message}
      </Notice>
    );
  }
  const text = [
    t.knowledge.settings.rebuildRunning(format.percent(percent / 100)),
    secondsLeft !== undefined && t.common.tray.left(format.seconds(Math.ceil(secondsLeft))),
  ];
  const shown = text.filter(Boolean).join(' · ');
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p role="status" className="text-sm text-muted">
          {shown}
        </p>
        <Button size="small" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          {t.curation.rebuild.cancel}
        </Button>
      </div>
      <Bar value={percent / 100} label={shown} className="mt-2" />
      {message && <p className="mt-1.5 text-xs text-muted">{message}</p>}
      {cancel.isError && <ErrorNotice error={cancel.error} className="mt-2" />}
    </div>
  );
}
