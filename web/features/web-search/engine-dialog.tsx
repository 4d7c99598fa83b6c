'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type SearchEngine, SetUpSearchEngine } from '#contracts/search-engine';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { OutcomeNotice } from '../../components/outcome-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { setUpSearchEngine, testSearchEngine } from '../../lib/api/search-engines.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../lib/queries.ts';

/** Where an engine is reached, and with which key. The test searches once without storing anything. */
export function EngineDialog({ engine, onClose }: { engine: SearchEngine; onClose: () => void }) {
  const t = useText();
  const words = t.settings.models;
  const refresh = useRefresh(keys.searchEngines);
  const [baseUrl, setBaseUrl] = useState(engine.baseUrl);
  const [apiKey, setApiKey] = useState('');
  const body: SetUpSearchEngine = { baseUrl: baseUrl.trim(), ...(apiKey.trim() ? { apiKey: apiKey.trim() } : {}) };
  const isValid = SetUpSearchEngine.safeParse(body).success && (!engine.needsApiKey || engine.hasApiKey || apiKey.trim() !== '');
  const test = useMutation({ mutationFn: () => testSearchEngine(engine.id, body) });
  const save = useMutation({ mutationFn: () => setUpSearchEngine(engine.id, body), onSuccess: () => refresh().then(onClose) });
  return (
    <FormDialog
      onClose={onClose}
      title={t.webSearch.setUpTitle(engine.label)}
      canSubmit={isValid && !save.isPending}
      onSubmit={() => save.mutate()}
      error={save.error}
    >
      <TextField
        label={t.webSearch.address}
        type="url"
        required
        autoFocus={engine.baseUrl === ''}
        maxLength={500}
        placeholder="http://127.0.0.1:8080"
        value={baseUrl}
        onChange={setBaseUrl}
      />
      {engine.needsApiKey ? (
        <TextField
          label={words.apiKey}
          hint={engine.hasApiKey ? words.apiKeyStored : words.apiKeyHint}
          type="password"
          autoComplete="off"
          autoFocus={engine.baseUrl !== ''}
          maxLength={500}
          value={apiKey}
          onChange={setApiKey}
        />
      ) : (
        <p className="text-sm text-muted">{t.webSearch.noKey}</p>
      )}
      <Button disabled={test.isPending || !isValid} onClick={() => test.mutate()}>
        {test.isPending ? t.webSearch.testing : t.webSearch.test}
      </Button>
      {test.data && <OutcomeNotice outcome={test.data} />}
      {test.isError && <ErrorNotice error={test.error} />}
    </FormDialog>
  );
}
