'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { UpdateWatchedFolder, type WatchedFolder } from '#contracts/watched-folder';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useText } from '../../../lib/i18n/language.ts';
import { IgnoreField } from './follow-folder-form.tsx';
import { linesOf } from './folder-words.ts';

type FolderPatternsProps = { folder: WatchedFolder; onSave: (change: UpdateWatchedFolder) => Promise<unknown>; onClose: () => void };

/** What is left out of a folder. */
export function FolderPatterns({ folder, onSave, onClose }: FolderPatternsProps) {
  const t = useText();
  const [text, setText] = useState(folder.ignore.join('\n'));
  const parsed = UpdateWatchedFolder.safeParse({ ignore: linesOf(text) });
  const save = useMutation({ mutationFn: onSave, onSuccess: onClose });
  return (
    <FormDialog
      title={t.curation.folders.patterns}
      description={folder.path}
      onClose={onClose}
      canSubmit={parsed.success && !save.isPending}
      onSubmit={() => parsed.success && save.mutate(parsed.data)}
      error={save.error}
    >
      <IgnoreField value={text} onChange={setText} />
    </FormDialog>
  );
}
