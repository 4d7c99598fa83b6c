'use client';

import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { useSettings } from '../../lib/queries.ts';
import { ModelsSection } from '../models/models-section.tsx';
import { WebSearchSection } from '../web-search/web-search-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { DefaultsSection } from './defaults-section.tsx';

/** Models, defaults, search engines and prompts of the installation; appearance and language of this browser. */
export function SettingsPage() {
  const t = useText();
  const settings = useSettings();
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-4xl px-5 py-8">
        <h1 className="mb-6 font-serif text-3xl tracking-tight">{t.settings.title}</h1>
        <div className="divide-y divide-line">
          <AppearanceSection />
          <ModelsSection />
          {settings.isPending && <Skeleton rows={4} rowClass="mt-6 h-10" />}
          {settings.isError && <ErrorNotice className="mt-6" error={settings.error} onRetry={() => void settings.refetch()} />}
          {settings.data && (
            <>
              <DefaultsSection settings={settings.data} />
              <WebSearchSection settings={settings.data} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}
