'use client';

import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { asking as en } from '../../lib/i18n/en/asking.ts';
import { useFormat, useText, useWords } from '../../lib/i18n/language.ts';
import { asking as zh } from '../../lib/i18n/zh/asking.ts';

const tickMs = 1_000;

/** Asks again, at once or as soon as the model takes questions again. @param notBefore in milliseconds since 1970 */
export function RetryButton({ notBefore, onRetry }: { notBefore: number; onRetry: () => void }) {
  const t = useText().chat.outcome;
  const words = useWords({ en, zh }).answer;
  const format = useFormat();
  const [now, setNow] = useState(Date.now);
  const leftMs = notBefore - now;
  const isEarly = leftMs > 0;
  useEffect(() => {
    if (!isEarly) return;
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [isEarly]);
  return (
    <Button size="small" disabled={isEarly} onClick={onRetry}>
      {isEarly ? words.retryIn(format.seconds(Math.ceil(leftMs / 1_000))) : t.askAgain}
    </Button>
  );
}
