'use client';

import { historyTokensMax, historyTurnsLimits, personaMaxChars } from '#contracts/conversation';
import { CheckField } from '../../../components/check-field.tsx';
import { Field, TextArea } from '../../../components/field.tsx';
import { SelectField } from '../../../components/select-field.tsx';
import { SliderField } from '../../../components/slider-field.tsx';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useFormat, useText, useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { usePrompts } from '../../../lib/queries.ts';
import type { TurnChoices } from '../turn-options.ts';
import { SettledNumberField } from './settled-number-field.tsx';

type ConversationSettingsProps = { choices: TurnChoices; problemOf: (field: string) => string | undefined };

/** Who answers, by which template, and how much of the conversation is taken along. */
export function ConversationSettings({ choices, problemOf }: ConversationSettingsProps) {
  const t = useWords({ en, zh }).settings;
  const { options: words } = useText().chat;
  const format = useFormat();
  const { options, effective, change } = choices;
  const isSearching = effective.mode !== 'llm' && effective.mode !== 'agent';
  return (
    <>
      <PromptSelect choices={choices} problem={problemOf('prompt')} />
      <Field label={t.persona} hint={t.personaHint} error={problemOf('persona')}>
        {(attributes) => (
          <TextArea
            {...attributes}
            key={options.persona ?? ''}
            rows={2}
            maxLength={personaMaxChars}
            placeholder={t.personaPlaceholder}
            defaultValue={options.persona ?? ''}
            className="field-sizing-content max-h-48"
            onBlur={(event) => change({ persona: event.target.value.trim() })}
          />
        )}
      </Field>
      <SliderField
        label={words.historyTurns}
        limits={historyTurnsLimits}
        step={1}
        value={effective.historyTurns}
        show={format.number}
        onMove={(historyTurns) => change({ historyTurns })}
      />
      <SettledNumberField
        label={t.historyTokens}
        hint={t.historyTokensHint}
        error={problemOf('historyTokens')}
        min={0}
        max={historyTokensMax}
        value={options.historyTokens || undefined}
        onChange={(historyTokens) => change({ historyTokens })}
      />
      {isSearching && (
        <CheckField
          label={t.rewriteFollowUps}
          hint={t.rewriteFollowUpsHint}
          checked={options.rewriteFollowUps ?? true}
          onChange={(rewriteFollowUps) => change({ rewriteFollowUps })}
        />
      )}
    </>
  );
}

function PromptSelect({ choices, problem }: { choices: TurnChoices; problem: string | undefined }) {
  const t = useWords({ en, zh }).settings;
  const { mode } = choices.effective;
  const prompts = usePrompts(mode).data?.items ?? [];
  if (prompts.length < 2) return null;
  return (
    <SelectField
      label={t.prompt}
      error={problem}
      options={[{ id: '', name: t.promptDefault }, ...prompts.map(({ name }) => ({ id: name }))]}
      value={choices.options.prompt ?? ''}
      onChange={(prompt) => choices.change({ prompt })}
    />
  );
}
