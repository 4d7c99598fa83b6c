'use client';

import { Unplug } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useText } from '../../lib/i18n/language.ts';

/** Shown in place of a page that threw. */
export function PageBroke() {
  const t = useText().common;
  return (
    <EmptyState icon={<Unplug size={22} aria-hidden />} title={t.pageBroke} text={t.pageBrokeHint}>
      <Button look="primary" onClick={() => window.location.reload()}>
        {t.reload}
      </Button>
    </EmptyState>
  );
}
