'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { UpdateWatchedFolder, type WatchedFolder } from '#contracts/watched-folder';
import { Dialog, DialogBody } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { SaveActions } from '../../../components/save-actions.tsx';
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.success) save.mutate(parsed.data);
  };
  return (
    <Dialog title={t.curation.folders.patterns} description={folder.path} onClose={onClose}>
      <form onSubmit={submit}>
        <DialogBody className="space-y-4">
          <IgnoreField value={text} onChange={setText} />
          {save.isError && <ErrorNotice error={save.error} />}
        </DialogBody>
        <SaveActions disabled={!parsed.success || save.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
