'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { SearchEngine } from '#contracts/search-engine';
import { QueryState } from '../../components/query-state.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { useSearchEngines } from '../../lib/queries.ts';
import { WithSettings } from '../settings/with-settings.tsx';
import { EngineRow } from './engine-row.tsx';
import { SearchDefaults } from './search-defaults.tsx';

const EngineDialog = dynamic(() => import('./engine-dialog.tsx').then((module) => module.EngineDialog), { loading: () => null });

/** The search engines, each set up with an address, a key and a test; and which of them is asked first. */
export function WebSearchSection() {
  const t = useText();
  const engines = useSearchEngines();
  const [editing, setEditing] = useState<SearchEngine>();
  return (
    <Section title={t.webSearch.title} text={t.webSearch.intro}>
      <QueryState query={engines} rows={3} rowClass="h-12" />
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {engines.data?.items.map((engine) => (
          <EngineRow key={engine.id} engine={engine} onEdit={() => setEditing(engine)} />
        ))}
      </ul>
      <WithSettings>{(settings) => <SearchDefaults settings={settings} />}</WithSettings>
      {editing && <EngineDialog engine={editing} onClose={() => setEditing(undefined)} />}
    </Section>
  );
}
