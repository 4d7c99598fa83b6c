'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { AddLocalModel, type LocalModel, LocalModelKind, UpdateLocalModel } from '#contracts/local-model';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { SelectField } from '../../../components/select-field.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { addLocalModel, updateLocalModel } from '../../../lib/api/local-models.ts';
import { toApiError } from '../../../lib/api/request.ts';
import { useServerText } from '../../../lib/i18n/server-text.ts';
import { useConnectionWords } from '../use-connection-words.ts';
import { useRefreshModels } from '../use-provider-actions.ts';
import { LocalModelOptionsFields } from './local-model-options-fields.tsx';

type Options = LocalModel['options'];

/** Adds a model by the path of its files, or changes one. */
export function LocalModelDialog({ model, onClose }: { model: LocalModel | undefined; onClose: () => void }) {
  const t = useConnectionWords().local;
  const told = useServerText();
  const refresh = useRefreshModels();
  const [path, setPath] = useState('');
  const [name, setName] = useState(model?.name ?? '');
  const [kind, setKind] = useState<LocalModelKind | undefined>(model?.kind);
  const [options, setOptions] = useState<Partial<Options>>(model?.options ?? {});
  const fields = { ...(name.trim() ? { name: name.trim() } : {}), ...(kind ? { kind } : {}) };
  const added = { ...fields, path: path.trim(), options };
  // An emptied field leaves it to the model again.
  const changed = { ...fields, options: { contextTokens: null, threads: null, ...options } };
  const isValid = (model ? UpdateLocalModel.safeParse(changed) : AddLocalModel.safeParse(added)).success;
  const save = useMutation({
    mutationFn: () => (model ? updateLocalModel(model.id, changed) : addLocalModel(added)),
    onSuccess: () => refresh().then(onClose),
  });
  const kinds = LocalModelKind.options.map((id) => ({ id, name: t.kinds[id] }));
  const failure = save.isError ? toApiError(save.error) : undefined;
  return (
    <FormDialog
      onClose={onClose}
      title={model ? t.editTitle(model.name) : t.addTitle}
      description={model ? t.editHint : undefined}
      canSubmit={isValid && !save.isPending}
      onSubmit={() => save.mutate()}
      error={failure?.field === 'path' ? undefined : failure}
    >
      {!model && (
        <TextField
          label={t.path}
          hint={t.pathHint}
          error={failure?.field === 'path' ? told(failure.message) : undefined}
          autoFocus
          required
          maxLength={1_000}
          placeholder="qwen2.5-1.5b-instruct-q4_k_m.gguf"
          value={path}
          onChange={setPath}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t.name} hint={model ? undefined : t.nameHint} maxLength={100} value={name} onChange={setName} />
        <SelectField
          label={t.kind}
          options={model ? kinds : [{ id: '', name: t.byFiles }, ...kinds]}
          value={kind ?? ''}
          onChange={(id) => setKind(id || undefined)}
        />
      </div>
      <LocalModelOptionsFields initial={options} onChange={(part) => setOptions((now) => withoutUndefined({ ...now, ...part }))} />
    </FormDialog>
  );
}

/** Without what is left open. */
function withoutUndefined(options: { [Key in keyof Options]?: Options[Key] | undefined }): Partial<Options> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
