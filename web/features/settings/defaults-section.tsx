'use client';

import { Section } from '../../components/section.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { AnswerDefaults } from './answer-defaults.tsx';
import { DefaultModels } from './default-models.tsx';
import { WithSettings } from './with-settings.tsx';

/** What holds where nothing else is chosen. */
export function DefaultsSection() {
  const t = useText().settings;
  return (
    <WithSettings>
      {(settings) => (
        <>
          <Section title={t.defaults.models} text={t.defaults.intro}>
            <DefaultModels settings={settings} />
          </Section>
          <Section title={t.defaults.answers}>
            <AnswerDefaults settings={settings} />
          </Section>
        </>
      )}
    </WithSettings>
  );
}
