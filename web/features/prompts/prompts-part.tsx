'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { PromptMode } from '#contracts/prompt';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { QueryState } from '../../components/query-state.tsx';
import { Section } from '../../components/section.tsx';
import { usePrompts } from '../../lib/queries.ts';
import { PromptRow } from './prompt-row.tsx';
import { usePromptModes, usePromptWords } from './use-prompt-words.ts';

const PromptDialog = dynamic(() => import('./prompt-dialog.tsx').then((module) => module.PromptDialog), { loading: () => null });

/** The templates of each mode; which one is in use, and what it says. */
export function PromptsPart() {
  const t = usePromptWords();
  const [mode, setMode] = useState<PromptMode>('knowledge-base');
  const [editing, setEditing] = useState<{ name?: string }>();
  const modes = usePromptModes();
  const prompts = usePrompts(mode);
  const edited = prompts.data?.items.find(({ name }) => name === editing?.name);
  return (
    <Section title={t.title} text={t.intro}>
      <Choice label={t.mode} options={PromptMode.options} words={modes} value={mode} onChange={setMode} />
      <QueryState query={prompts} rows={3} rowClass="h-16" />
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {prompts.data?.items.map((prompt) => (
          <PromptRow key={prompt.name} prompt={prompt} onEdit={() => setEditing(prompt)} />
        ))}
      </ul>
      <Button onClick={() => setEditing({})}>
        <Plus size={15} aria-hidden />
        {t.add}
      </Button>
      {editing && <PromptDialog mode={mode} prompt={edited} onClose={() => setEditing(undefined)} />}
    </Section>
  );
}
