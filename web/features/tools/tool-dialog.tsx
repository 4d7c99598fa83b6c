'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { SetUpTool, type Tool, toolOptionMaxChars } from '#contracts/tool';
import { CheckField } from '../../components/check-field.tsx';
import { Dialog, DialogBody } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SaveActions } from '../../components/save-actions.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { setUpTool } from '../../lib/api/tool-setup.ts';
import { keys } from '../../lib/queries.ts';
import { useToolName } from '../chat/agent/tool-names.ts';
import { KeyField, keyPart } from '../models/key-field.tsx';
import { chosenOptions, optionsIn } from './tool-options.ts';
import { useToolDescription, useToolingWords } from './use-tooling-words.ts';

/** Whether a tool asks first, its key, and where it asks. */
export function ToolDialog({ tool, onClose }: { tool: Tool; onClose: () => void }) {
  const t = useToolingWords();
  const client = useQueryClient();
  const name = useToolName()(tool.id);
  const fields = optionsIn(tool);
  const [needsApproval, setNeedsApproval] = useState(tool.needsApproval);
  const [key, setKey] = useState({ apiKey: '', removesKey: false });
  const [options, setOptions] = useState(tool.options);
  const said = fields.length > 0 ? { options: chosenOptions(fields, options) } : {};
  const body: SetUpTool = { needsApproval, ...(tool.needsApiKey ? keyPart(key) : {}), ...said };
  const isValid = SetUpTool.safeParse(body).success;
  const save = useMutation({
    mutationFn: () => setUpTool(tool.id, body),
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
    <Dialog onClose={onClose} title={t.setUpTitle(name)} description={useToolDescription()(tool)}>
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <DialogBody className="space-y-4">
          <CheckField label={t.needsApproval} hint={t.needsApprovalHint} checked={needsApproval} onChange={setNeedsApproval} />
          {tool.needsApiKey && (
            <KeyField
              isStored={tool.hasApiKey}
              value={key.apiKey}
              removes={key.removesKey}
              onChange={(part) => setKey((now) => ({ ...now, ...part }))}
            />
          )}
          {fields.map(({ name: option, choices, usual }) => {
            const shared = {
              label: t.options[option] ?? option,
              value: options[option] ?? '',
              onChange: (said: string) => setOptions({ ...options, [option]: said }),
            };
            return choices ? (
              <SelectField key={option} {...shared} options={choices.map((id) => ({ id }))} />
            ) : (
              <TextField key={option} {...shared} hint={t.asItComes} maxLength={toolOptionMaxChars} placeholder={usual} />
            );
          })}
          {save.isError && <ErrorNotice error={save.error} />}
        </DialogBody>
        <SaveActions disabled={!isValid || save.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
