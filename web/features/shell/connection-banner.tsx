'use client';

import { useQueryClient } from '@tanstack/react-query';
import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { send } from '../../lib/api/request.ts';
import { useText } from '../../lib/i18n/language.ts';
import { showToast } from '../../lib/toasts.ts';

const checkEveryMs = 3_000;

/** Says that the server is gone as soon as a request finds so, asks until it is back, then refreshes what is shown. */
export function ConnectionBanner() {
  const t = useText();
  const client = useQueryClient();
  const [isLost, setLost] = useState(false);
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ query }) => {
        const failure = query.state.fetchFailureReason;
        if (failure && 'code' in failure && failure.code === 'unreachable') setLost(true);
      }),
    [client],
  );
  useEffect(() => {
    if (!isLost) return;
    const timer = setInterval(() => {
      send('/healthz')
        .then(() => {
          setLost(false);
          showToast({ text: t.common.connectionBack });
          void client.invalidateQueries();
        })
        .catch(() => undefined);
    }, checkEveryMs);
    return () => clearInterval(timer);
  }, [isLost, client, t]);
  if (!isLost) return null;
  return (
    <div role="alert" className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-sm text-warn">
      <WifiOff size={16} aria-hidden />
      {t.common.connectionLost}
    </div>
  );
}
