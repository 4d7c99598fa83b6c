'use client';

import { type RetrievalOptions, scoreThresholdLimits, topKLimits } from '#contracts/search';
import { SliderField } from '../../components/slider-field.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { useSettings } from '../../lib/queries.ts';

type RetrievalDefaultsProps = { value: Partial<RetrievalOptions>; onChange: (value: Partial<RetrievalOptions>) => void };

/** Top-k and threshold of a knowledge base; each may be left to the settings. */
export function RetrievalDefaults({ value, onChange }: RetrievalDefaultsProps) {
  const t = useText();
  const format = useFormat();
  const settings = useSettings().data;
  const leave = (key: keyof RetrievalOptions, fallback: number) => (
    <label key={key} className="mt-1 flex items-center gap-2 text-sm text-muted">
      <input
        type="checkbox"
        checked={value[key] === undefined}
        onChange={(event) => onChange({ ...value, [key]: event.target.checked ? undefined : fallback })}
      />
      {t.knowledge.settings.useDefault}
    </label>
  );
  const topK = value.topK ?? settings?.topK ?? topKLimits.default;
  const scoreThreshold = value.scoreThreshold ?? settings?.scoreThreshold ?? scoreThresholdLimits.default;
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <div>
        <SliderField
          label={t.chat.options.topK}
          limits={topKLimits}
          step={1}
          value={topK}
          show={format.number}
          onMove={(next) => onChange({ ...value, topK: next })}
        />
        {leave('topK', topK)}
      </div>
      <div>
        <SliderField
          label={t.chat.options.scoreThreshold}
          limits={scoreThresholdLimits}
          step={0.01}
          value={scoreThreshold}
          show={format.score}
          onMove={(next) => onChange({ ...value, scoreThreshold: next })}
        />
        {leave('scoreThreshold', scoreThreshold)}
      </div>
    </div>
  );
}
