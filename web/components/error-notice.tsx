'use client';

import { toApiError } from '../lib/api/request.ts';
import { useText } from '../lib/i18n/language.ts';
import { useServerWords } from '../lib/i18n/server-text.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** A failed request: what happened, then what the server said of it and its hint. */
export function ErrorNotice({ error, onRetry, className }: { error: unknown; onRetry?: () => void; className?: string }) {
  const t = useText();
  const words = useServerWords();
  const { code, message, hint } = toApiError(error);
  const detail = code === 'unreachable' || code === 'internal' ? words(hint) : words(message, hint);
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
