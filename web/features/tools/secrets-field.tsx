'use client';

import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../../components/button.tsx';
import { TextInput } from '../../components/field.tsx';
import type { SecretLine } from './tool-server-form.ts';
import { useToolingWords } from './use-tooling-words.ts';

type SecretsFieldProps = { label: string; secrets: SecretLine[]; onChange: (secrets: SecretLine[]) => void };

/** Names with values that are written and never read back. */
export function SecretsField({ label, secrets, onChange }: SecretsFieldProps) {
  const t = useToolingWords().servers;
  const replace = (index: number, part: Partial<SecretLine>) => onChange(secrets.map((line, at) => (at === index ? { ...line, ...part } : line)));
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <ul className="space-y-2">
        {secrets.map((line, index) => (
          <li key={index} className="flex items-center gap-2">
            <TextInput
              aria-label={t.secretName}
              placeholder={t.secretName}
              maxLength={200}
              className="font-mono"
              disabled={line.isStored}
              value={line.name}
              onChange={(event) => replace(index, { name: event.target.value })}
            />
            <TextInput
              aria-label={t.secretValue(line.name)}
              type="password"
              autoComplete="off"
              maxLength={4_000}
              placeholder={line.isStored ? t.stored : ''}
              value={line.value}
              onChange={(event) => replace(index, { value: event.target.value })}
            />
            <IconButton label={t.removeSecret(line.name)} size="small" onClick={() => onChange(secrets.filter((_, at) => at !== index))}>
              <X size={15} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button size="small" onClick={() => onChange([...secrets, { name: '', value: '', isStored: false }])}>
          <Plus size={14} aria-hidden />
          {t.addSecret}
        </Button>
        <p className="text-xs text-muted">{t.secretsHint}</p>
      </div>
    </fieldset>
  );
}
