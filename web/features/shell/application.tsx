'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react';
import { applyTheme, themeChoice } from '../../lib/appearance.ts';
import { useLocale } from '../../lib/i18n/language.ts';
import { queryClient } from '../../lib/query-client.ts';
import { useStore } from '../../lib/store.ts';
import { AppShell } from './app-shell.tsx';

/**
 * The page is drawn in the browser alone: language, theme and address are known only there, and nothing drawn for
 * somebody else has to be corrected before the reader's eyes.
 */
export function Application({ children }: { children: ReactNode }) {
  const isInBrowser = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  if (!isInBrowser) return null;
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense>
        <DocumentAttributes />
        <AppShell>{children}</AppShell>
      </Suspense>
    </QueryClientProvider>
  );
}

/** Keeps language and theme of the document in step with the reader's choice. */
function DocumentAttributes() {
  const locale = useLocale();
  const theme = useStore(themeChoice, (choice) => choice);
  useEffect(() => {
    document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
  }, [locale]);
  useEffect(() => applyTheme(theme), [theme]);
  return null;
}
