'use client';

import { type FormEvent, useState } from 'react';
import type { Document } from '#contracts/document';
import type { Model } from '#contracts/model';
import { summaryInstructionsMaxChars } from '#contracts/summary';
import { Bar } from '../../../components/bar.tsx';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useFormat, useText } from '../../../lib/i18n/language.ts';
import { ModelField } from '../../models/model-field.tsx';
import { useSummarize } from './use-summarize.ts';

/** Asks for a summary, and tells how much of the document is read. */
export function SummaryForm({ document, models }: { document: Document; models: Model[] }) {
  const { curation, knowledge } = useText();
  const t = curation.summaries;
  const [model, setModel] = useState(() => (models.find(({ isDefault }) => isDefault) ?? models[0])?.id);
  const [instructions, setInstructions] = useState('');
  const { summarize, progress, stop } = useSummarize(document.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!summarize.isPending) summarize.mutate({ model, instructions: instructions.trim(), refresh: true });
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <p className="text-sm text-muted">{t.intro}</p>
      <TextField
        label={t.wish}
        optional={knowledge.optional}
        maxLength={summaryInstructionsMaxChars}
        placeholder={t.wishPlaceholder}
        value={instructions}
        onChange={setInstructions}
      />
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-44 flex-1">
          <ModelField label={t.model} models={models} value={model ?? ''} onChange={setModel} />
        </div>
        {summarize.isPending ? (
          <Button onClick={stop}>{t.stop}</Button>
        ) : (
          <Button look="primary" type="submit" disabled={document.chunkCount === 0}>
            {t.make}
          </Button>
        )}
      </div>
      {summarize.isPending && <ReadingProgress progress={progress} />}
      {summarize.isError && <ErrorNotice error={summarize.error} />}
    </form>
  );
}

function ReadingProgress({ progress }: { progress: { done: number; total: number } | undefined }) {
  const t = useText().curation.summaries;
  const format = useFormat();
  const text = progress ? t.progress(format.number(progress.done), format.number(progress.total)) : t.reading;
  return (
    <div>
      <p role="status" className="mb-1.5 text-sm text-muted">
        {text}
      </p>
      <Bar value={progress && progress.total > 0 ? progress.done / progress.total : 0} label={text} />
    </div>
  );
}
