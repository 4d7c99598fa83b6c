'use client';

import type { TestProviderResult } from '#contracts/model';
import { Notice } from '../../components/notice.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';

/** What a test of a connection found. */
export function TestResult({ result }: { result: TestProviderResult }) {
  const t = useText().settings.models;
  const format = useFormat();
  if (!result.ok) {
    return (
      <Notice look="danger" title={t.doesNotWork}>
        {result.message} {result.hint}
      </Notice>
    );
  }
  return (
    <Notice title={t.works(format.milliseconds(result.latencyMs))}>
      {result.models.length > 0 && t.models(format.number(result.models.length))}
    </Notice>
  );
}
