'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { CreateToolServer, type ToolServer } from '#contracts/tool';
import { CheckField } from '../../components/check-field.tsx';
import { Choice } from '../../components/choice.tsx';
import { Dialog, DialogBody } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Field, TextArea, TextInput } from '../../components/field.tsx';
import { SaveActions } from '../../components/save-actions.tsx';
import { createToolServer, updateToolServer } from '../../lib/api/tool-setup.ts';
import { keys } from '../../lib/queries.ts';
import { SecretsField } from './secrets-field.tsx';
import { formOf, type ToolServerForm, transportOf } from './tool-server-form.ts';
import { useToolingWords } from './use-tooling-words.ts';

const kinds = ['stdio', 'http'] as const;

/** Adds or changes a server of tools: a program that is started here, or an address. */
export function ToolServerDialog({ server, onClose }: { server: ToolServer | undefined; onClose: () => void }) {
  const t = useToolingWords().servers;
  const client = useQueryClient();
  const [form, setForm] = useState(() => formOf(server));
  const change = (part: Partial<ToolServerForm>) => setForm((now) => ({ ...now, ...part }));
  const body = { name: form.name.trim(), transport: transportOf(form), needsApproval: form.needsApproval };
  const isValid = CreateToolServer.safeParse(body).success;
  const save = useMutation({
    mutationFn: () => (server ? updateToolServer(server.id, body) : createToolServer(body)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.tools });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) save.mutate();
  };
  return (
    <Dialog onClose={onClose} title={server ? t.editTitle : t.add}>
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <DialogBody className="space-y-4">
          <Field label={t.name}>
            {(attributes) => (
              <TextInput
                {...attributes}
                autoFocus
                required
                maxLength={60}
                value={form.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Choice label={t.kind} options={kinds} words={t.kinds} value={form.kind} onChange={(kind) => change({ kind, secrets: [] })} />
          {form.kind === 'stdio' ? (
            <>
              <Field label={t.command} hint={t.commandHint}>
                {(attributes) => (
                  <TextInput
                    {...attributes}
                    required
                    maxLength={1_000}
                    placeholder="npx"
                    className="font-mono"
                    value={form.command}
                    onChange={(event) => change({ command: event.target.value })}
                  />
                )}
              </Field>
              <Field label={t.args} hint={t.argsHint}>
                {(attributes) => (
                  <TextArea
                    {...attributes}
                    rows={3}
                    className="font-mono"
                    value={form.args}
                    onChange={(event) => change({ args: event.target.value })}
                  />
                )}
              </Field>
            </>
          ) : (
            <Field label={t.url}>
              {(attributes) => (
                <TextInput
                  {...attributes}
                  inputMode="url"
                  required
                  maxLength={500}
                  placeholder="https://example.com/mcp"
                  value={form.url}
                  onChange={(event) => change({ url: event.target.value })}
                />
              )}
            </Field>
          )}
          <SecretsField
            label={form.kind === 'stdio' ? t.env : t.headers}
            secrets={form.secrets}
            onChange={(secrets) => change({ secrets })}
          />
          <CheckField
            label={t.needsApproval}
            hint={t.needsApprovalHint}
            checked={form.needsApproval}
            onChange={(needsApproval) => change({ needsApproval })}
          />
          {save.isError && <ErrorNotice error={save.error} />}
        </DialogBody>
        <SaveActions disabled={!isValid || save.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
