'use client';

import type { SearchEngine } from '#contracts/search-engine';
import { Button } from '../../components/button.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import { removeSearchEngine } from '../../lib/api/search-engines.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../lib/queries.ts';

/** One engine: whether it can be asked, and the buttons to set it up and to remove it. */
export function EngineRow({ engine, onEdit }: { engine: SearchEngine; onEdit: () => void }) {
  const t = useText();
  const refresh = useRefresh(keys.searchEngines);
  const { id, label, baseUrl, isSetUp, isReady } = engine;
  const state = isReady ? t.webSearch.ready : isSetUp ? t.webSearch.lacksKey : t.webSearch.notSetUp;
  return (
    <li className="flex flex-wrap items-center gap-2 px-4 py-2.5">
      <div className="min-w-40 flex-1">
        <h3 className="text-sm font-medium">{label}</h3>
        <p className={isSetUp && !isReady ? 'text-xs text-warn' : 'text-xs text-muted'}>
          {isSetUp ? `${state} · ${new URL(baseUrl).host}` : state}
        </p>
      </div>
      <Button size="small" aria-label={`${isSetUp ? t.common.edit : t.webSearch.setUp}: ${label}`} onClick={onEdit}>
        {isSetUp ? t.common.edit : t.webSearch.setUp}
      </Button>
      {isSetUp && (
        <RemoveButton
          name={label}
          title={t.webSearch.removeTitle(label)}
          text={t.webSearch.removeText(label)}
          remove={() => removeSearchEngine(id)}
          onRemoved={refresh}
        />
      )}
    </li>
  );
}
