'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { CreateToolServer, type ToolServer } from '#contracts/tool';
import { AddressField } from '../../components/address-field.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { Choice } from '../../components/choice.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { TextAreaField, TextField } from '../../components/text-field.tsx';
import { createToolServer, updateToolServer } from '../../lib/api/tool-setup.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { SecretsField } from './secrets-field.tsx';
import { formOf, type ToolServerForm, transportOf } from './tool-server-form.ts';
import { useToolingWords } from './use-tooling-words.ts';

const kinds = ['stdio', 'http'] as const;

/** Adds or changes a server of tools: a program that is started here, or an address. */
export function ToolServerDialog({ server, onClose }: { server: ToolServer | undefined; onClose: () => void }) {
  const t = useToolingWords().servers;
  const refresh = useRefresh(keys.tools);
  const [form, setForm] = useState(() => formOf(server));
  const change = (part: Partial<ToolServerForm>) => setForm((now) => ({ ...now, ...part }));
  const body = { name: form.name.trim(), transport: transportOf(form), needsApproval: form.needsApproval };
  const isValid = CreateToolServer.safeParse(body).success;
  const save = useMutation({
    mutationFn: () => (server ? updateToolServer(server.id, body) : createToolServer(body)),
    onSuccess: () => refresh().then(onClose),
  });
  return (
    <FormDialog
      onClose={onClose}
      title={server ? t.editTitle : t.add}
      canSubmit={isValid && !save.isPending}
      onSubmit={() => save.mutate()}
      error={save.error}
    >
      <TextField label={t.name} autoFocus required maxLength={60} value={form.name} onChange={(name) => change({ name })} />
      <Choice label={t.kind} options={kinds} words={t.kinds} value={form.kind} onChange={(kind) => change({ kind, secrets: [] })} />
      {form.kind === 'stdio' ? (
        <>
          <TextField
            label={t.command}
            hint={t.commandHint}
            required
            maxLength={1_000}
            placeholder="npx"
            className="font-mono"
            value={form.command}
            onChange={(command) => change({ command })}
          />
          <TextAreaField
            label={t.args}
            hint={t.argsHint}
            rows={3}
            className="font-mono"
            value={form.args}
            onChange={(args) => change({ args })}
          />
        </>
      ) : (
        <AddressField
          label={t.url}
          required
          placeholder="https://example.com/mcp"
          value={form.url}
          onChange={(url) => change({ url })}
        />
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
    </FormDialog>
  );
}
