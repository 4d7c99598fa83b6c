'use client';

import { toApiError } from '../lib/api/request.ts';
import { useText } from '../lib/i18n/language.ts';
import { sentences } from '../lib/sentences.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** A failed request: what happened in the reader's language, then the server's own words and its hint. */
export function ErrorNotice({ error, onRetry, className }: { error: unknown; onRetry?: () => void; className?: string }) {
  const t = useText();
  const { code, message, hint } = toApiError(error);
  const detail = code === 'unreachable' || code === 'internal' ? hint : sentences(message, hint);
  const retry = onRetry && (
    <Button size="small" onClick={onRetry}>
      {t.common.retry}
    </Button>
  );
  return (
    <Notice look="danger" title={t.errors[code]} action={retry} {...(className ? { className } : {})}>
      {detail}
    </Notice>
  );
}
