'use client';

import type { TestProviderResult } from '#contracts/model';
import { OutcomeNotice } from '../../components/outcome-notice.tsx';
import { useFormat } from '../../lib/i18n/language.ts';
import { useConnectionWords } from './use-connection-words.ts';

/** What a test of a connection found. */
export function TestResult({ result }: { result: TestProviderResult }) {
  const t = useConnectionWords();
  const format = useFormat();
  const message = result.ok ? result.models.length > 0 && t.models(format.number(result.models.length)) : result.message;
  return <OutcomeNotice outcome={{ ...result, message: message || '' }} />;
}
