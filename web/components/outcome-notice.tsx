'use client';

import { useFormat, useText } from '../lib/i18n/language.ts';
import { useServerWords } from '../lib/i18n/server-text.ts';
import { Notice } from './notice.tsx';

type OutcomeNoticeProps = { outcome: { ok: boolean; message: string; hint?: string | undefined; latencyMs: number } };

/** What came of a test: whether it works and how fast, and what was said. */
export function OutcomeNotice({ outcome: { ok, message, hint, latencyMs } }: OutcomeNoticeProps) {
  const t = useText().settings.models;
  const format = useFormat();
  const words = useServerWords();
  return (
    <Notice look={ok ? 'info' : 'danger'} title={ok ? t.works(format.milliseconds(latencyMs)) : t.doesNotWork}>
      {words(message, hint)}
    </Notice>
  );
}
