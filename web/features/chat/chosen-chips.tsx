'use client';

import { Languages, Signpost } from 'lucide-react';
import type { TranslationLanguage } from '#contracts/conversation';
import { asking as en } from '../../lib/i18n/en/asking.ts';
import { useWords } from '../../lib/i18n/language.ts';
import { asking as zh } from '../../lib/i18n/zh/asking.ts';
import { OptionChip } from './option-chip.tsx';
import { routing } from './routing.ts';
import type { TurnChoices } from './turn-options.ts';

const icon = '-ml-1 mr-1.5 shrink-0 text-accent';

/** What was chosen beyond the usual and changes every answer, in sight and with a way back. */
export function ChosenChips({ choices }: { choices: TurnChoices }) {
  const t = useWords({ en, zh });
  const { translateTo, routeKnowledgeBases } = choices.options;
  const languages: Record<TranslationLanguage, string> = { en: t.translation.toEnglish, zh: t.translation.toChinese };
  return (
    <>
      {routeKnowledgeBases && choices.effective.mode === 'knowledge-base' && (
        <OptionChip
          label={t.settings.routed}
          icon={<Signpost size={14} aria-hidden className={icon} />}
          removeLabel={t.settings.noRoute}
          onRemove={() => choices.change(routing(false, choices.effective))}
        />
      )}
      {translateTo && (
        <OptionChip
          label={t.translation.chip(languages[translateTo])}
          icon={<Languages size={14} aria-hidden className={icon} />}
          removeLabel={t.translation.switchOff}
          onRemove={() => choices.change({ translateTo: '' })}
        />
      )}
    </>
  );
}
