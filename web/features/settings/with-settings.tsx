'use client';

import type { ReactNode } from 'react';
import type { Settings } from '#contracts/setting';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSettings } from '../../lib/queries.ts';

/** Draws what needs the settings once they are there. */
export function WithSettings({ children }: { children: (settings: Settings) => ReactNode }) {
  const settings = useSettings();
  if (settings.data) return children(settings.data);
  if (settings.isError) return <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />;
  return <Skeleton rows={4} rowClass="h-10" />;
}
