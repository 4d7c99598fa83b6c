'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { RestoreQuery } from '#contracts/maintenance';
import { nameMaxChars } from '#contracts/knowledge-base';
import { Bar } from '../../../components/bar.tsx';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { restoreBackup } from '../../../lib/api/backups.ts';
import { toApiError } from '../../../lib/api/request.ts';
import { useFormat, useText } from '../../../lib/i18n/language.ts';
import { useServerText } from '../../../lib/i18n/server-text.ts';
import { paths, useNavigate } from '../../../lib/navigation.ts';
import { keys, useModels, useRefresh } from '../../../lib/queries.ts';
import { showToast } from '../../../lib/toasts.ts';
import { ModelField } from '../../models/model-field.tsx';

/** Makes a new knowledge base of a backup. Closing the dialog breaks it off, and then nothing was made. */
export function RestoreBackupDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const format = useFormat();
  const told = useServerText();
  const [file, setFile] = useState<File>();
  const [name, setName] = useState('');
  const [embeddingModel, setEmbeddingModel] = useState('');
  const { restore, sentBytes, isSent } = useRestore(onClose);
  const query = RestoreQuery.safeParse({ ...(name.trim() && { name }), ...(embeddingModel && { embeddingModel }) });
  const failure = restore.isError ? toApiError(restore.error) : undefined;
  const asksModel = failure?.field === 'embeddingModel' || embeddingModel !== '';
  return (
    <FormDialog
      onClose={onClose}
      title={t.curation.backup.restore}
      description={t.curation.backup.restoreText}
      action={t.curation.backup.restoreAction}
      canSubmit={file !== undefined && query.success && !restore.isPending}
      onSubmit={() => file && query.success && restore.mutate({ file, query: query.data })}
      error={failure?.field === 'name' ? undefined : failure}
    >
      <ArchiveField file={file} disabled={restore.isPending} onFile={setFile} />
      <TextField
        label={t.curation.backup.restoreName}
        optional={t.knowledge.optional}
        hint={t.curation.backup.restoreNameHint}
        error={failure?.field === 'name' ? told(failure.message) : undefined}
        maxLength={nameMaxChars}
        value={name}
        onChange={setName}
      />
      {asksModel && <OtherModelField value={embeddingModel} onChange={setEmbeddingModel} />}
      {restore.isPending && file && (
        <div>
          <p role="status" className="mb-1.5 text-sm text-muted">
            {isSent ? t.curation.backup.checking : t.curation.backup.sending(format.bytes(sentBytes), format.bytes(file.size))}
          </p>
          <Bar value={file.size === 0 ? 0 : sentBytes / file.size} label={t.curation.backup.restore} />
        </div>
      )}
    </FormDialog>
  );
}

function useRestore(onClose: () => void) {
  const t = useText().curation.backup;
  const refresh = useRefresh(keys.knowledgeBases);
  const navigate = useNavigate();
  const [progress, setProgress] = useState({ sentBytes: 0, isSent: false });
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const restore = useMutation({
    mutationFn: ({ file, query }: { file: File; query: RestoreQuery }) => {
      controller.current = new AbortController();
      setProgress({ sentBytes: 0, isSent: false });
      const onProgress = (sentBytes: number) => setProgress({ sentBytes, isSent: sentBytes >= file.size });
      return restoreBackup(file, query, onProgress, controller.current.signal);
    },
    onSuccess: async ({ id, name }) => {
      await refresh();
      showToast({ text: t.restored(name) });
      onClose();
      navigate(paths.knowledgeBase(id));
    },
  });
  return { restore, ...progress };
}

/** The browser's own field would speak the browser's language. */
function ArchiveField({ file, disabled, onFile }: { file: File | undefined; disabled: boolean; onFile: (file: File | undefined) => void }) {
  const t = useText().curation.backup;
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Field label={t.file}>
      {(attributes) => (
        <div className="flex flex-wrap items-center gap-3">
          <Button {...attributes} autoFocus disabled={disabled} onClick={() => input.current?.click()}>
            {t.chooseFile}
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            accept=".tar,application/x-tar"
            aria-label={t.file}
            onChange={(event) => onFile(event.target.files?.[0])}
          />
          {file && (
            <span className="min-w-0 flex-1 text-sm text-muted">
              {file.name}, {format.bytes(file.size)}
            </span>
          )}
        </div>
      )}
    </Field>
  );
}

function OtherModelField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useText().curation.backup;
  const models = (useModels().data?.items ?? []).filter(({ kind }) => kind === 'embedding');
  return <ModelField label={t.otherModel} none={t.asBefore} models={models} value={value} onChange={onChange} />;
}
