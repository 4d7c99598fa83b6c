'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Provider } from '#contracts/model';
import { Button, IconButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { removeProvider, testProvider } from '../../lib/api/models.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { TestResult } from './test-result.tsx';

const ConfirmDialog = dynamic(() => import('../../components/confirm-dialog.tsx').then((module) => module.ConfirmDialog));

/** One connection: its models, a test, edit and delete. */
export function ProviderRow({ provider, onEdit }: { provider: Provider; onEdit: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { id, name, baseUrl, chatModels, embeddingModels } = provider;
  const test = useMutation({ mutationFn: () => testProvider({ providerId: id }) });
  const remove = useMutation({
    mutationFn: () => removeProvider(id),
    onSettled: () => {
      setAsking(false);
      void client.invalidateQueries({ queryKey: keys.providers });
      void client.invalidateQueries({ queryKey: keys.models });
    },
  });
  return (
    <li className="space-y-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-40 flex-1">
          <h3 className="font-medium">{name}</h3>
          <p className="text-xs text-muted">{baseUrl}</p>
          <p className="mt-1 text-sm text-muted">{[...chatModels, ...embeddingModels].join(', ')}</p>
        </div>
        <div className="flex items-center gap-1">
          <Button size="small" disabled={test.isPending} onClick={() => test.mutate()}>
            {test.isPending ? t.settings.models.testing : t.settings.models.test}
          </Button>
          <IconButton label={`${t.common.edit}: ${name}`} size="small" onClick={onEdit}>
            <Pencil size={15} aria-hidden />
          </IconButton>
          <IconButton label={`${t.common.delete}: ${name}`} size="small" onClick={() => setAsking(true)}>
            <Trash2 size={15} aria-hidden />
          </IconButton>
        </div>
      </div>
      {test.data && <TestResult result={test.data} />}
      {test.isError && <ErrorNotice error={test.error} />}
      {remove.isError && <ErrorNotice error={remove.error} />}
      {isAsking && (
        <ConfirmDialog
          title={t.settings.models.deleteTitle(name)}
          text={t.settings.models.deleteText(name)}
          action={t.common.delete}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
