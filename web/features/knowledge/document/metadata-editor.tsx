'use client';

import { useMutation } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Document } from '#contracts/document';
import { Metadata, metadataLimits } from '#contracts/document-filter';
import { Button, IconButton } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { TextInput } from '../../../components/field.tsx';
import { updateDocument } from '../../../lib/api/documents.ts';
import { useText } from '../../../lib/i18n/language.ts';
import { showToast } from '../../../lib/toasts.ts';
import { useRefreshDocument } from './use-refresh-document.ts';

type Entry = { key: string; value: string };

const entriesOf = (metadata: Metadata): Entry[] => Object.entries(metadata).map(([key, value]) => ({ key, value }));

/** What is to be kept; undefined when a name or a value is not allowed, or a name occurs twice. */
function readEntries(entries: readonly Entry[]): Metadata | undefined {
  const written = entries.filter(({ key, value }) => key.trim() !== '' || value.trim() !== '');
  const metadata = Metadata.safeParse(Object.fromEntries(written.map(({ key, value }) => [key, value]))).data;
  return metadata && Object.keys(metadata).length === written.length ? metadata : undefined;
}

/** What is known of a document, as names and values. */
export function MetadataEditor({ document }: { document: Document }) {
  const t = useText();
  const words = t.curation.document;
  const refresh = useRefreshDocument(document);
  const [changed, setChanged] = useState<Entry[]>();
  const entries = changed ?? entriesOf(document.metadata);
  const metadata = readEntries(entries);
  const save = useMutation({
    mutationFn: (value: Metadata) => updateDocument(document.id, { metadata: value }),
    onSuccess: async () => {
      await refresh();
      setChanged(undefined);
      showToast({ text: t.common.saved });
    },
  });
  const change = (index: number, part: Partial<Entry>) => setChanged(entries.map((entry, nth) => (nth === index ? { ...entry, ...part } : entry)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (metadata) save.mutate(metadata);
  };
  return (
    <form onSubmit={submit}>
      <h3 className="text-sm font-medium">{words.metadata}</h3>
      <ul className="mt-2 space-y-2">
        {entries.map(({ key, value }, index) => (
          <li key={index} className="flex items-center gap-2">
            <TextInput
              aria-label={words.metadataKey}
              placeholder={words.metadataKey}
              className="max-w-36"
              maxLength={metadataLimits.keyChars}
              value={key}
              onChange={(event) => change(index, { key: event.target.value })}
            />
            <TextInput
              aria-label={words.metadataValue}
              placeholder={words.metadataValue}
              maxLength={metadataLimits.valueChars}
              value={value}
              onChange={(event) => change(index, { value: event.target.value })}
            />
            <IconButton label={words.removeEntry(key)} size="small" onClick={() => setChanged(entries.filter((_, nth) => nth !== index))}>
              <X size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      {changed && !metadata && <p className="mt-1 text-xs text-danger">{words.metadataInvalid}</p>}
      {save.isError && <ErrorNotice error={save.error} className="mt-2" />}
      <div className="mt-2 flex flex-wrap gap-2">
        {entries.length < metadataLimits.entries && (
          <Button size="small" onClick={() => setChanged([...entries, { key: '', value: '' }])}>
            <Plus size={14} aria-hidden />
            {words.addEntry}
          </Button>
        )}
        {changed && (
          <>
            <Button size="small" onClick={() => setChanged(undefined)}>
              {t.common.cancel}
            </Button>
            <Button size="small" look="primary" type="submit" disabled={!metadata || save.isPending}>
              {t.common.save}
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
