'use client';

import { historyTurnsLimits } from '#contracts/conversation';
import { maxTokensLimits, temperatureLimits } from '#contracts/generation';
import { agentMaxStepsLimits, type Settings } from '#contracts/setting';
import { NumberField } from '../../components/number-input.tsx';
import { SliderField } from '../../components/slider-field.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { ScoreThresholdSlider, TopKSlider } from '../chat/settings/retrieval-sliders.tsx';
import { SaveSettings } from './save-settings.tsx';
import { useDefaultsWords } from './use-defaults-words.ts';
import { useSettingsForm } from './use-settings-form.ts';

/** How much is searched, remembered and said. */
export function AnswerDefaults({ settings }: { settings: Settings }) {
  const { options } = useText().chat;
  const t = useDefaultsWords();
  const format = useFormat();
  const form = useSettingsForm(settings);
  const { value, change } = form;
  return (
    <>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <TopKSlider value={value.topK} onMove={(topK) => change({ topK })} />
        <ScoreThresholdSlider value={value.scoreThreshold} onMove={(scoreThreshold) => change({ scoreThreshold })} />
        <SliderField
          label={options.temperature}
          limits={temperatureLimits}
          step={0.05}
          value={value.temperature}
          show={format.score}
          onMove={(temperature) => change({ temperature })}
        />
        <SliderField
          label={options.historyTurns}
          limits={historyTurnsLimits}
          step={1}
          value={value.historyTurns}
          show={format.number}
          onMove={(historyTurns) => change({ historyTurns })}
        />
        <SliderField
          label={t.agentMaxSteps}
          hint={t.agentMaxStepsHint}
          limits={agentMaxStepsLimits}
          step={1}
          value={value.agentMaxSteps}
          show={format.number}
          onMove={(agentMaxSteps) => change({ agentMaxSteps })}
        />
      </div>
      <NumberField
        label={options.maxTokens}
        className="max-w-40"
        min={maxTokensLimits.min}
        max={maxTokensLimits.max}
        initial={settings.maxTokens}
        onChange={(maxTokens) => maxTokens !== undefined && change({ maxTokens })}
      />
      <SaveSettings form={form} />
    </>
  );
}
