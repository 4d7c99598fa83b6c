'use client';

import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { placeholdersIn, type Prompt, type PromptMode, PromptName, promptMaxChars, promptPlaceholders } from '#contracts/prompt';
import { FormDialog } from '../../components/form-dialog.tsx';
import { TextAreaField, TextField } from '../../components/text-field.tsx';
import { changePrompt, createPrompt } from '../../lib/api/prompt-changes.ts';
import { toApiError } from '../../lib/api/request.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { PlaceholderList } from './placeholder-list.tsx';
import { PromptTrial } from './prompt-trial.tsx';
import { PromptVersions } from './prompt-versions.tsx';
import { usePromptModes, usePromptWords } from './use-prompt-words.ts';

type PromptDialogProps = { mode: PromptMode; prompt: Prompt | undefined; onClose: () => void };

/** Writes a template, tries it on a question, and goes back to what it said before. */
export function PromptDialog({ mode, prompt, onClose }: PromptDialogProps) {
  const t = usePromptWords();
  const modes = usePromptModes();
  const area = useRef<HTMLTextAreaElement>(null);
  const [name, setName] = useState(prompt?.name ?? '');
  const [text, setText] = useState(prompt?.text ?? '');
  const unknown = placeholdersIn(text).find((each) => !promptPlaceholders.some((known) => known === each));
  const isValid = unknown === undefined && PromptName.safeParse(name).success && (!prompt || text.trim() !== prompt.text);
  const refresh = useRefresh(keys.prompts);
  const save = useMutation({
    mutationFn: () => (prompt ? changePrompt(prompt, text) : createPrompt({ mode, name: name.trim(), text })),
    onSuccess: () => refresh().then(onClose),
  });
  const failure = save.isError ? toApiError(save.error) : undefined;
  const insert = (placeholder: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {};
    setText(text.slice(0, selectionStart) + placeholder + text.slice(selectionEnd));
    area.current?.focus();
  };
  const known = promptPlaceholders.map((each) => `{{${each}}}`).join(', ');
  return (
    <FormDialog
      onClose={onClose}
      place="wide"
      title={prompt ? t.editTitle(prompt.name) : t.addTitle}
      description={modes[mode]}
      canSubmit={isValid && !save.isPending}
      onSubmit={() => save.mutate()}
      error={failure?.field === 'name' ? undefined : failure}
    >
      {!prompt && (
        <TextField
          label={t.name}
          hint={t.nameHint}
          error={failure?.field === 'name' ? t.nameTaken : undefined}
          autoFocus
          required
          maxLength={60}
          value={name}
          onChange={setName}
        />
      )}
      <TextAreaField
        label={t.text}
        error={unknown === undefined ? undefined : t.unknown(unknown, known)}
        ref={area}
        rows={9}
        maxLength={promptMaxChars}
        className="font-mono text-xs"
        value={text}
        onChange={setText}
      />
      <PlaceholderList onInsert={insert} />
      <PromptTrial mode={mode} text={text} canTry={unknown === undefined} />
      {prompt && <PromptVersions prompt={prompt} onRestored={setText} />}
    </FormDialog>
  );
}
