'use client';

import type { TestSearchEngineResult } from '#contracts/search-engine';
import { Notice } from '../../components/notice.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';

/** What a test of an engine found. */
export function EngineTestResult({ result }: { result: TestSearchEngineResult }) {
  const t = useText().settings.models;
  const format = useFormat();
  return (
    <Notice look={result.ok ? 'info' : 'danger'} title={result.ok ? t.works(format.milliseconds(result.latencyMs)) : t.doesNotWork}>
      {result.message} {result.hint}
    </Notice>
  );
}
