'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { SearchEngine } from '#contracts/search-engine';
import type { Settings } from '#contracts/setting';
import { Button } from '../../components/button.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { useSearchEngines } from '../../lib/queries.ts';
import { useSettingsForm } from '../settings/use-settings-form.ts';
import { EngineRow } from './engine-row.tsx';
import { SearchEngineField } from './search-engine-field.tsx';

const EngineDialog = dynamic(() => import('./engine-dialog.tsx').then((module) => module.EngineDialog));

/** The search engines, each set up with an address, a key and a test; and which of them is asked first. */
export function WebSearchSection({ settings }: { settings: Settings }) {
  const t = useText();
  const engines = useSearchEngines();
  const [editing, setEditing] = useState<SearchEngine>();
  const { value, change, save, canSave, error } = useSettingsForm(settings);
  return (
    <Section title={t.webSearch.title} text={t.webSearch.intro}>
      {engines.isPending && <Skeleton rows={3} rowClass="h-12" />}
      {engines.isError && <ErrorNotice error={engines.error} onRetry={() => void engines.refetch()} />}
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {engines.data?.items.map((engine) => (
          <EngineRow key={engine.id} engine={engine} onEdit={() => setEditing(engine)} />
        ))}
      </ul>
      <SearchEngineField value={value.defaultSearchEngine} onChange={(defaultSearchEngine) => change({ defaultSearchEngine })} />
      <CheckField
        label={t.webSearch.readPages}
        hint={t.webSearch.readPagesHint}
        checked={value.readFoundPages}
        onChange={(readFoundPages) => change({ readFoundPages })}
      />
      {error && <ErrorNotice error={error} />}
      <Button look="primary" disabled={!canSave} onClick={save}>
        {t.common.save}
      </Button>
      {editing && <EngineDialog engine={editing} onClose={() => setEditing(undefined)} />}
    </Section>
  );
}
