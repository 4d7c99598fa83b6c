'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Translator } from '#contracts/translator';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { setTranslatorKey } from '../../lib/api/translator.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { showToast } from '../../lib/toasts.ts';
import { KeyField } from '../models/key-field.tsx';
import { useTranslatingWords } from './use-translating-words.ts';

const untouched = { apiKey: '', removesKey: false };

/** The key of the translation service. */
export function TranslatorKey({ translator }: { translator: Translator }) {
  const t = useTranslatingWords();
  const { saved } = useText().common;
  const refresh = useRefresh(keys.translator);
  const [key, setKey] = useState(untouched);
  const save = useMutation({
    mutationFn: () => setTranslatorKey(key.apiKey.trim()),
    onSuccess: async () => {
      await refresh();
      setKey(untouched);
      showToast({ text: saved });
    },
  });
  const canSave = (key.removesKey || key.apiKey.trim() !== '') && !save.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave) save.mutate();
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <KeyField
        isStored={translator.hasApiKey}
        value={key.apiKey}
        removes={key.removesKey}
        onChange={(part) => setKey((now) => ({ ...now, ...part }))}
      />
      {save.isError && <ErrorNotice error={save.error} />}
      <Button type="submit" disabled={!canSave}>
        {t.saveKey}
      </Button>
    </form>
  );
}
