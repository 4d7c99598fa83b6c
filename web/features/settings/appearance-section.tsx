'use client';

import { Choice } from '../../components/choice.tsx';
import { Section } from '../../components/section.tsx';
import { ThemeChoice, themeChoice } from '../../lib/appearance.ts';
import { LanguageChoice, languageChoice, useText } from '../../lib/i18n/language.ts';
import { useStore } from '../../lib/store.ts';

/** Theme and language, kept in this browser. */
export function AppearanceSection() {
  const t = useText().settings;
  const theme = useStore(themeChoice, (choice) => choice);
  const language = useStore(languageChoice, (choice) => choice);
  return (
    <Section title={t.sections.appearance} text={t.appearance.storedHere}>
      <Choice
        label={t.appearance.language}
        options={LanguageChoice.options}
        words={t.appearance.languages}
        value={language}
        onChange={(next) => languageChoice.set(() => next)}
      />
      <Choice
        label={t.appearance.theme}
        options={ThemeChoice.options}
        words={t.appearance.themes}
        value={theme}
        onChange={(next) => themeChoice.set(() => next)}
      />
    </Section>
  );
}
