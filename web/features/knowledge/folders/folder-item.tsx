'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, EyeOff, Filter, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import type { UpdateWatchedFolder, WatchedFolder } from '#contracts/watched-folder';
import { Button } from '../../../components/button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Menu } from '../../../components/menu.tsx';
import { stopFollowing, syncFolder, updateFolder } from '../../../lib/api/folders.ts';
import { useFormat, useText } from '../../../lib/i18n/language.ts';
import { keys } from '../../../lib/queries.ts';
import { showToast } from '../../../lib/toasts.ts';
import { FolderPatterns } from './folder-patterns.tsx';
import { FolderTrouble } from './folder-trouble.tsx';
import { syncOutcome } from './folder-words.ts';

const stateColours = { watching: 'text-ok', syncing: 'text-accent', off: 'text-muted', missing: 'text-danger', holding: 'text-warn' } as const;

/** A followed folder: its state, how many documents came from it, and what can be done with it. */
export function FolderItem({ folder }: { folder: WatchedFolder }) {
  const t = useText().curation.folders;
  const format = useFormat();
  const [asks, setAsks] = useState<'patterns' | 'stop'>();
  const { update, sync, stop } = useFolderActions(folder);
  const { path, state, isOn, ignore, documentCount } = folder;
  const failure = update.error ?? sync.error ?? stop.error;
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-48 flex-1">
          <p className="font-medium break-all">{path}</p>
          <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-muted">
            <span role="status" className={stateColours[state]}>
              {t.states[state]}
            </span>
            <span>{t.count(format.number(documentCount))}</span>
            {ignore.length > 0 && <span title={ignore.join('\n')}>{t.patternCount(format.number(ignore.length))}</span>}
          </p>
        </div>
        <div className="flex items-center gap-1">
          {isOn && (
            <Button size="small" disabled={sync.isPending || state === 'syncing'} onClick={() => sync.mutate(false)}>
              {t.sync}
            </Button>
          )}
          <Menu
            label={path}
            icon={<Ellipsis size={16} aria-hidden />}
            items={[
              isOn
                ? { label: t.pause, icon: <Pause size={15} aria-hidden />, onSelect: () => update.mutate({ isOn: false }) }
                : { label: t.resume, icon: <Play size={15} aria-hidden />, onSelect: () => update.mutate({ isOn: true }) },
              { label: t.patterns, icon: <Filter size={15} aria-hidden />, onSelect: () => setAsks('patterns') },
              { label: t.stop, icon: <EyeOff size={15} aria-hidden />, startsGroup: true, onSelect: () => setAsks('stop') },
            ]}
          />
        </div>
      </div>
      <FolderTrouble folder={folder} skipped={sync.data?.skipped ?? []} isBusy={sync.isPending} onConfirmRemoval={() => sync.mutate(true)} />
      {failure && <ErrorNotice error={failure} className="mt-3" />}
      {asks === 'patterns' && <FolderPatterns folder={folder} onSave={(change) => update.mutateAsync(change)} onClose={() => setAsks(undefined)} />}
      {asks === 'stop' && (
        <ConfirmDialog
          title={t.stopTitle}
          text={t.stopText(path)}
          action={t.stop}
          busy={stop.isPending}
          onConfirm={() => stop.mutate(undefined, { onSettled: () => setAsks(undefined) })}
          onClose={() => setAsks(undefined)}
        />
      )}
    </li>
  );
}

function useFolderActions({ id, knowledgeBaseId }: WatchedFolder) {
  const t = useText().curation.folders;
  const format = useFormat();
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.folders(knowledgeBaseId) });
  return {
    update: useMutation({ mutationFn: (change: UpdateWatchedFolder) => updateFolder(id, change), onSettled }),
    sync: useMutation({
      mutationFn: (confirmRemoval: boolean) => syncFolder(id, { confirmRemoval }),
      onSuccess: async (outcome) => {
        await onSettled();
        const known = client.getQueryData<{ items: WatchedFolder[] }>(keys.folders(knowledgeBaseId));
        const isHeld = known?.items.some((folder) => folder.id === id && folder.state === 'holding');
        if (!isHeld) showToast({ text: syncOutcome(outcome, t, format) });
      },
      onError: onSettled,
    }),
    stop: useMutation({ mutationFn: () => stopFollowing(id), onSettled }),
  };
}
