'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import type { Prompt } from '#contracts/prompt';
import { Button } from '../../components/button.tsx';
import { EditButton } from '../../components/edit-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import { removePrompt } from '../../lib/api/prompt-changes.ts';
import { getSettings, updateSettings } from '../../lib/api/settings.ts';
import { useFormat } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { usePromptWords } from './use-prompt-words.ts';

/** One template: its first words, whether it is the one in use, edit and delete. */
export function PromptRow({ prompt, onEdit }: { prompt: Prompt; onEdit: () => void }) {
  const t = usePromptWords();
  const format = useFormat();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: keys.prompts });
  const { mode, name, text, version, isBuiltIn, isDefault } = prompt;
  const choose = useMutation({
    mutationFn: async () => updateSettings({ defaultPrompts: { ...(await getSettings()).defaultPrompts, [mode]: name } }),
    onSuccess: (settings) => {
      client.setQueryData(keys.settings, settings);
      return refresh();
    },
  });
  const number = format.number(version);
  const facts = isBuiltIn ? [t.builtIn, version > 0 && t.isChanged(number)] : [t.isVersion(number)];
  const deletion = isBuiltIn
    ? { title: t.resetTitle(name), text: t.resetText, action: t.reset, icon: <RotateCcw size={15} aria-hidden /> }
    : { title: t.removeTitle(name), text: t.removeText };
  return (
    <li className="space-y-2 px-4 py-3">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-48 flex-1">
          <h3 className="text-sm font-medium">
            {name}
            {isDefault && <span className="ml-2 rounded-full bg-accent-soft px-2 py-0.5 text-xs font-normal text-accent">{t.isDefault}</span>}
          </h3>
          <p className="text-xs text-muted">{facts.filter(Boolean).join(' · ')}</p>
        </div>
        <div className="flex items-center gap-1">
          {!isDefault && (
            <Button size="small" look="quiet" aria-label={`${t.makeDefault}: ${name}`} disabled={choose.isPending} onClick={() => choose.mutate()}>
              {t.makeDefault}
            </Button>
          )}
          <EditButton name={name} onEdit={onEdit} />
          {(!isBuiltIn || version > 0) && (
            <RemoveButton name={name} {...deletion} remove={() => removePrompt({ mode, name })} onRemoved={refresh} />
          )}
        </div>
      </div>
      <p className="line-clamp-2 text-sm whitespace-pre-line text-muted">{text}</p>
      {choose.isError && <ErrorNotice error={choose.error} />}
    </li>
  );
}
