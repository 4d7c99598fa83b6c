'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { SearchEngine } from '#contracts/search-engine';
import { Button, IconButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { removeSearchEngine } from '../../lib/api/search-engines.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';

const ConfirmDialog = dynamic(() => import('../../components/confirm-dialog.tsx').then((module) => module.ConfirmDialog));

/** One engine: whether it can be asked, and the buttons to set it up and to remove it. */
export function EngineRow({ engine, onEdit }: { engine: SearchEngine; onEdit: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { id, label, baseUrl, isSetUp, isReady } = engine;
  const remove = useMutation({
    mutationFn: () => removeSearchEngine(id),
    onSettled: () => {
      setAsking(false);
      void client.invalidateQueries({ queryKey: keys.searchEngines });
    },
  });
  const state = isReady ? t.webSearch.ready : isSetUp ? t.webSearch.lacksKey : t.webSearch.notSetUp;
  return (
    <li className="space-y-3 px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-2">
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
          <IconButton label={`${t.common.delete}: ${label}`} size="small" onClick={() => setAsking(true)}>
            <Trash2 size={15} aria-hidden />
          </IconButton>
        )}
      </div>
      {remove.isError && <ErrorNotice error={remove.error} />}
      {isAsking && (
        <ConfirmDialog
          title={t.webSearch.removeTitle(label)}
          text={t.webSearch.removeText(label)}
          action={t.common.delete}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
