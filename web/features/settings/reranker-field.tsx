'use client';

import { useQuery } from '@tanstack/react-query';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { listLocalModels } from '../../lib/api/local-models.ts';
import { listProviders } from '../../lib/api/models.ts';
import { keys } from '../../lib/queries.ts';
import { RerankerTest } from './reranker-test.tsx';
import { useDefaultsWords } from './use-defaults-words.ts';

/** None, a model of this machine, or a model behind a connection, whose name is typed because none is listed. */
export function RerankerField({ value, onChange }: { value: string; onChange: (reranker: string) => void }) {
  const t = useDefaultsWords();
  const local = useQuery({ queryKey: keys.localModels, queryFn: ({ signal }) => listLocalModels(signal) });
  const providers = useQuery({ queryKey: keys.providers, queryFn: ({ signal }) => listProviders(signal) });
  const rerankers = local.data?.items.filter(({ kind }) => kind === 'reranker') ?? [];
  const provider = providers.data?.items.find(({ id }) => value.startsWith(`${id}/`));
  const choice = provider ? `${provider.id}/` : value;
  const isKnown = choice === '' || provider !== undefined || rerankers.some(({ modelId }) => modelId === choice);
  const options = [
    { id: '', name: t.noModel },
    ...(isKnown ? [] : [{ id: choice }]),
    ...rerankers.map(({ modelId, name }) => ({ id: modelId, name })),
    ...(providers.data?.items ?? []).map(({ id, name }) => ({ id: `${id}/`, name: t.rerankerAt(name) })),
  ];
  return (
    <>
      <SelectField label={t.reranker} hint={t.rerankerHint} options={options} value={choice} onChange={onChange} />
      {provider && (
        <TextField
          label={t.rerankerName}
          hint={t.rerankerNameHint}
          maxLength={120}
          placeholder="bge-reranker-v2-m3"
          value={value.slice(choice.length)}
          onChange={(written) => onChange(choice + written.trim())}
        />
      )}
      {value !== '' && !value.endsWith('/') && <RerankerTest key={value} reranker={value} />}
    </>
  );
}
