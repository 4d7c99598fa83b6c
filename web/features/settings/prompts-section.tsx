'use client';

import { promptMaxChars, type Settings } from '#contracts/setting';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Field, TextArea } from '../../components/field.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { useSettingsForm } from './use-settings-form.ts';

/** Instructions given to models. */
export function PromptsSection({ settings }: { settings: Settings }) {
  const t = useText();
  const { value, change, save, canSave, error } = useSettingsForm(settings);
  return (
    <Section title={t.settings.sections.prompts} text={t.settings.prompts.intro}>
      <Field label={t.settings.prompts.answer} hint={t.settings.prompts.answerHint}>
        {(attributes) => (
          <TextArea
            {...attributes}
            rows={6}
            maxLength={promptMaxChars}
            value={value.answerInstructions}
            onChange={(event) => change({ answerInstructions: event.target.value })}
          />
        )}
      </Field>
      <Field label={t.settings.prompts.chat}>
        {(attributes) => (
          <TextArea
            {...attributes}
            rows={3}
            maxLength={promptMaxChars}
            value={value.chatInstructions}
            onChange={(event) => change({ chatInstructions: event.target.value })}
          />
        )}
      </Field>
      {error && <ErrorNotice error={error} />}
      <Button look="primary" disabled={!canSave} onClick={save}>
        {t.common.save}
      </Button>
    </Section>
  );
}
