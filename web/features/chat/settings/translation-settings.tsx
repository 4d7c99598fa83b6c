'use client';

import { TranslationLanguage } from '#contracts/conversation';
import { Choice } from '../../../components/choice.tsx';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { useStore } from '../../../lib/store.ts';
import { TextOrder, textOrder } from '../translation/text-order.ts';
import type { TurnChoices } from '../turn-options.ts';

const languages = ['off', ...TranslationLanguage.options] as const;

/** Whether question and answer are translated, into which language, and which of two texts comes first. */
export function TranslationSettings({ choices }: { choices: TurnChoices }) {
  const t = useWords({ en, zh }).translation;
  const order = useStore(textOrder, (value) => value);
  const { translateTo } = choices.options;
  return (
    <div className="space-y-3">
      <div>
        <Choice
          label={t.title}
          options={languages}
          words={{ off: t.off, en: t.toEnglish, zh: t.toChinese }}
          value={translateTo || 'off'}
          onChange={(language) => choices.change({ translateTo: language === 'off' ? '' : language })}
        />
        <p className="mt-1 text-xs text-muted">{t.hint}</p>
      </div>
      {translateTo && (
        <Choice
          label={t.order}
          options={TextOrder.options}
          words={{ mine: t.mine, models: t.models }}
          value={order}
          onChange={(value) => textOrder.set(() => value)}
        />
      )}
    </div>
  );
}
