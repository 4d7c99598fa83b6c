'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { SetUpTool, type Tool, toolOptionMaxChars } from '#contracts/tool';
import { CheckField } from '../../components/check-field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { setUpTool } from '../../lib/api/tool-setup.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { useToolName } from '../chat/agent/tool-names.ts';
import { KeyField, keyPart } from '../models/key-field.tsx';
import { chosenOptions, optionsIn } from './tool-options.ts';
import { useToolDescription, useToolingWords } from './use-tooling-words.ts';

/** Whether a tool asks first, its key, and where it asks. */
export function ToolDialog({ tool, onClose }: { tool: Tool; onClose: () => void }) {
  const t = useToolingWords();
  const refresh = useRefresh(keys.tools);
  const name = useToolName()(tool.id);
  const fields = optionsIn(tool);
  const [needsApproval, setNeedsApproval] = useState(tool.needsApproval);
  const [key, setKey] = useState({ apiKey: '', removesKey: false });
  const [options, setOptions] = useState(tool.options);
  const said = fields.length > 0 ? { options: chosenOptions(fields, options) } : {};
  const body: SetUpTool = { needsApproval, ...(tool.needsApiKey ? keyPart(key) : {}), ...said };
  const isValid = SetUpTool.safeParse(body).success;
  const save = useMutation({ mutationFn: () => setUpTool(tool.id, body), onSuccess: () => refresh().then(onClose) });
  return (
    <FormDialog
      onClose={onClose}
      title={t.setUpTitle(name)}
      description={useToolDescription()(tool)}
      canSubmit={isValid && !save.isPending}
      onSubmit={() => save.mutate()}
      error={save.error}
    >
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
    </FormDialog>
  );
}
