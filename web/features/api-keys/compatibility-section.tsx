'use client';

import { Settings } from '#contracts/setting';
import { CheckField } from '../../components/check-field.tsx';
import { Choice } from '../../components/choice.tsx';
import { Section } from '../../components/section.tsx';
import { TokenField } from '../../components/token-field.tsx';
import { SaveSettings } from '../settings/save-settings.tsx';
import { useSettingsForm } from '../settings/use-settings-form.ts';
import { useProgramWords } from './use-program-words.ts';

const framings = ['sse', 'json'] as const;
const Origins = Settings.shape.corsOrigins;

/** Whether clients of another system are answered, and which pages may ask directly. */
export function CompatibilitySection({ settings }: { settings: Settings }) {
  const words = useProgramWords();
  const t = words.compatibility;
  const form = useSettingsForm(settings);
  const { value, change } = form;
  const add = (text: string) => {
    const corsOrigins = [...new Set([...value.corsOrigins, text.trim().replace(/\/$/, '')])];
    const isOrigin = Origins.safeParse(corsOrigins).success;
    if (isOrigin) change({ corsOrigins });
    return isOrigin;
  };
  return (
    <Section title={t.title} text={t.intro}>
      <CheckField label={t.chatchat} hint={t.chatchatHint} checked={value.chatchatApi} onChange={(chatchatApi) => change({ chatchatApi })} />
      {value.chatchatApi && (
        <div>
          <Choice
            label={t.framing}
            options={framings}
            words={t.framings}
            value={value.chatchatFraming}
            onChange={(chatchatFraming) => change({ chatchatFraming })}
          />
          <p className="mt-1 text-xs text-muted">{t.framingHint}</p>
        </div>
      )}
      <TokenField
        label={t.origins}
        hint={t.originsHint}
        placeholder="https://www.example.com"
        maxLength={200}
        tokens={value.corsOrigins}
        onAdd={add}
        invalid={t.invalidOrigin}
        onRemove={(origin) => change({ corsOrigins: value.corsOrigins.filter((each) => each !== origin) })}
        removeLabel={words.keys.removeOrigin}
      />
      <SaveSettings form={form} />
    </Section>
  );
}
