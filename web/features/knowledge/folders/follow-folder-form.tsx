'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { CreateWatchedFolder } from '#contracts/watched-folder';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { TextAreaField, TextField } from '../../../components/text-field.tsx';
import { followFolder } from '../../../lib/api/folders.ts';
import { toApiError } from '../../../lib/api/request.ts';
import { useText } from '../../../lib/i18n/language.ts';
import { useServerWords } from '../../../lib/i18n/server-text.ts';
import { keys, useRefresh } from '../../../lib/queries.ts';
import { linesOf } from './folder-words.ts';

/** A folder by its path, and what is left out of it. */
export function FollowFolderForm({ knowledgeBaseId, onClose }: { knowledgeBaseId: string; onClose: () => void }) {
  const t = useText();
  const words = useServerWords();
  const refresh = useRefresh(keys.folders(knowledgeBaseId));
  const [path, setPath] = useState('');
  const [ignore, setIgnore] = useState('');
  const parsed = CreateWatchedFolder.required({ path: true }).safeParse({ path, ignore: linesOf(ignore) });
  const follow = useMutation({
    mutationFn: (body: CreateWatchedFolder) => followFolder(knowledgeBaseId, body),
    onSuccess: () => refresh().then(onClose),
  });
  const failure = follow.isError ? toApiError(follow.error) : undefined;
  const pathProblem = failure?.field === 'path' ? words(failure.message, failure.hint) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.success) follow.mutate(parsed.data);
  };
  return (
    <form onSubmit={submit} className="space-y-4 rounded-lg border border-line p-4">
      <TextField
        label={t.curation.folders.path}
        error={pathProblem}
        autoFocus
        required
        spellCheck={false}
        placeholder={t.curation.folders.pathPlaceholder}
        value={path}
        onChange={setPath}
      />
      <IgnoreField value={ignore} onChange={setIgnore} />
      {failure && !pathProblem && <ErrorNotice error={failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button look="primary" type="submit" disabled={!parsed.success || follow.isPending}>
          {t.curation.folders.follow}
        </Button>
      </div>
    </form>
  );
}

export function IgnoreField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { curation, knowledge } = useText();
  return (
    <TextAreaField
      label={curation.folders.ignore}
      optional={knowledge.optional}
      hint={curation.folders.ignoreHint}
      rows={2}
      spellCheck={false}
      value={value}
      onChange={onChange}
    />
  );
}
