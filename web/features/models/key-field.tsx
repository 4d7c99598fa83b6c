'use client';

import { CheckField } from '../../components/check-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useText } from '../../lib/i18n/language.ts';

type KeyFieldProps = {
  isStored: boolean;
  value: string;
  removes: boolean;
  onChange: (part: { apiKey?: string; removesKey?: boolean }) => void;
  /** Where keys are made. */
  link?: { href: string; label: string } | undefined;
};

/** A key that is written and never read back: entered, kept, or removed. */
export function KeyField({ isStored, value, removes, onChange, link }: KeyFieldProps) {
  const t = useText().settings.models;
  const hint = isStored ? t.apiKeyStored : t.apiKeyHint;
  const linked = link && (
    <>
      {hint}{' '}
      <a href={link.href} target="_blank" rel="noreferrer" className="underline hover:text-ink">
        {link.label}
      </a>
    </>
  );
  return (
    <>
      <TextField
        label={t.apiKey}
        hint={linked ?? hint}
        type="password"
        autoComplete="off"
        maxLength={500}
        disabled={removes}
        value={value}
        onChange={(apiKey) => onChange({ apiKey })}
      />
      {isStored && <CheckField label={t.removeKey} checked={removes} onChange={(removesKey) => onChange({ removesKey, apiKey: '' })} />}
    </>
  );
}

/** What is sent of it: left out to keep the stored key, empty to remove it. */
export function keyPart({ apiKey, removesKey }: { apiKey: string; removesKey: boolean }): { apiKey?: string } {
  if (removesKey) return { apiKey: '' };
  return apiKey.trim() ? { apiKey: apiKey.trim() } : {};
}
