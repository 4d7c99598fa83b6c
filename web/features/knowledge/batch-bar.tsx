'use client';

import type { BatchProgress, RebuildProgress } from '#contracts/document';
import { Bar } from '../../components/bar.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';

/** How far the documents under way have come, with rate and time left. */
export function BatchBar({ batch, rebuild }: { batch: BatchProgress | undefined; rebuild: RebuildProgress | undefined }) {
  const t = useText();
  const format = useFormat();
  const finished = batch ? batch.done + batch.failed : 0;
  const isReading = batch !== undefined && finished < batch.total;
  if (rebuild?.state === 'running') {
    return <ProgressLine text={t.knowledge.settings.rebuildRunning(format.percent(rebuild.percent / 100))} value={rebuild.percent / 100} />;
  }
  if (!isReading) return null;
  const parts = [
    t.knowledge.batch.progress(format.number(finished), format.number(batch.total)),
    batch.failed > 0 && t.knowledge.batch.failed(format.number(batch.failed)),
    batch.documentsPerSecond > 0 && t.common.tray.rate(batch.documentsPerSecond.toFixed(1)),
    batch.secondsLeft !== undefined && t.common.tray.left(format.seconds(batch.secondsLeft)),
  ];
  return <ProgressLine text={parts.filter(Boolean).join(' · ')} value={finished / batch.total} />;
}

function ProgressLine({ text, value }: { text: string; value: number }) {
  return (
    <div className="mb-3">
      <p role="status" className="mb-1 text-sm text-muted">
        {text}
      </p>
      <Bar value={value} label={text} />
    </div>
  );
}
