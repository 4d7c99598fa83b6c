'use client';

import { Section } from '../../components/section.tsx';
import { AnswerDefaults } from './answer-defaults.tsx';
import { DefaultModels } from './default-models.tsx';
import { useDefaultsWords } from './use-defaults-words.ts';
import { WithSettings } from './with-settings.tsx';

/** What holds where nothing else is chosen. */
export function DefaultsSection() {
  const t = useDefaultsWords();
  return (
    <WithSettings>
      {(settings) => (
        <>
          <Section title={t.models} text={t.intro}>
            <DefaultModels settings={settings} />
          </Section>
          <Section title={t.answers}>
            <AnswerDefaults settings={settings} />
          </Section>
        </>
      )}
    </WithSettings>
  );
}
