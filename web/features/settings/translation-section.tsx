'use client';

import { useQuery } from '@tanstack/react-query';
import { Section } from '../../components/section.tsx';
import { getTranslator } from '../../lib/api/translator.ts';
import { keys, useSettings } from '../../lib/queries.ts';
import { TranslatorFields } from './translator-fields.tsx';
import { TranslatorKey } from './translator-key.tsx';
import { TranslatorTest } from './translator-test.tsx';
import { useTranslatingWords } from './use-translating-words.ts';
import { WithSettings } from './with-settings.tsx';

/** Who translates bilingual conversations. */
export function TranslationSection() {
  const t = useTranslatingWords();
  const settings = useSettings().data;
  const chosen = [settings?.translatorUrl, settings?.translationModel];
  const translator = useQuery({ queryKey: [...keys.translator, ...chosen], queryFn: ({ signal }) => getTranslator(signal) }).data;
  return (
    <>
      <Section title={t.title} text={t.intro}>
        {translator && <p className="text-sm text-muted">{t.kinds[translator.kind]}</p>}
        <WithSettings>{(present) => <TranslatorFields settings={present} />}</WithSettings>
      </Section>
      {translator?.kind === 'service' && (
        <Section title={t.keyTitle} text={t.keyText}>
          <TranslatorKey translator={translator} />
        </Section>
      )}
      <Section title={t.test}>
        <TranslatorTest key={chosen.join(' ')} />
      </Section>
    </>
  );
}
