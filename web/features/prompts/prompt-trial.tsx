'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PromptMode, TestedPrompt } from '#contracts/prompt';
import { queryMaxChars } from '#contracts/search';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { testPrompt } from '../../lib/api/prompt-changes.ts';
import { useModels } from '../../lib/queries.ts';
import { ModelField } from '../models/model-field.tsx';
import { usePromptWords } from './use-prompt-words.ts';

type PromptTrialProps = { mode: PromptMode; text: string; canTry: boolean };

/** What a template would send for a question, and what a model makes of it. Nothing is kept. */
export function PromptTrial({ mode, text, canTry }: PromptTrialProps) {
  const t = usePromptWords().try;
  const models = useModels().data?.items.filter(({ kind, converses }) => kind === 'chat' && converses) ?? [];
  const [question, setQuestion] = useState(t.sample);
  const [model, setModel] = useState('');
  const trial = useMutation({ mutationFn: () => testPrompt({ mode, text, question, ...(model ? { model } : {}) }) });
  return (
    <fieldset className="space-y-3 rounded-lg border border-line p-4">
      <legend className="px-1 text-sm font-medium">{t.title}</legend>
      <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
        <TextField label={t.question} maxLength={queryMaxChars} value={question} onChange={setQuestion} />
        <ModelField label={t.model} none={t.noModel} models={models} value={model} onChange={setModel} />
        <Button disabled={!canTry || trial.isPending || question.trim() === ''} onClick={() => trial.mutate()}>
          {trial.isPending ? t.running : t.run}
        </Button>
      </div>
      {trial.isError && <ErrorNotice error={trial.error} />}
      {trial.data && <Tried result={trial.data} />}
    </fieldset>
  );
}

function Tried({ result: { messages, answer } }: { result: TestedPrompt }) {
  const t = usePromptWords().try;
  return (
    <div role="status" className="space-y-2">
      <p className="text-xs font-medium text-muted">{t.sent}</p>
      <ol className="space-y-1.5">
        {messages.map(({ role, content }, index) => (
          <li key={index} className="rounded-md bg-sunken px-3 py-2">
            <p className="text-xs text-muted">{t.roles[role]}</p>
            <p className="max-h-60 overflow-y-auto font-mono text-xs whitespace-pre-wrap">{content}</p>
          </li>
        ))}
      </ol>
      {answer !== undefined && (
        <div className="rounded-md border border-accent/40 px-3 py-2">
          <p className="text-xs text-muted">{t.answer}</p>
          <p className="text-sm whitespace-pre-wrap">{answer}</p>
        </div>
      )}
    </div>
  );
}
