'use client';

import { type RetrievalOptions, scoreThresholdLimits, topKLimits } from '#contracts/search';
import { useText } from '../../lib/i18n/language.ts';
import { useSettings } from '../../lib/queries.ts';
import { ScoreThresholdSlider, TopKSlider } from '../chat/settings/retrieval-sliders.tsx';

type RetrievalDefaultsProps = { value: Partial<RetrievalOptions>; onChange: (value: Partial<RetrievalOptions>) => void };

/** Top-k and threshold of a knowledge base; each may be left to the settings. */
export function RetrievalDefaults({ value, onChange }: RetrievalDefaultsProps) {
  const t = useText().knowledge.settings;
  const settings = useSettings().data;
  const leave = (key: keyof RetrievalOptions, fallback: number) => (
    <label key={key} className="mt-1 flex items-center gap-2 text-sm text-muted">
      <input
        type="checkbox"
        checked={value[key] === undefined}
        onChange={(event) => onChange({ ...value, [key]: event.target.checked ? undefined : fallback })}
      />
      {t.useDefault}
    </label>
  );
  const topK = value.topK ?? settings?.topK ?? topKLimits.default;
  const scoreThreshold = value.scoreThreshold ?? settings?.scoreThreshold ?? scoreThresholdLimits.default;
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <div>
        <TopKSlider value={topK} onMove={(next) => onChange({ ...value, topK: next })} />
        {leave('topK', topK)}
      </div>
      <div>
        <ScoreThresholdSlider value={scoreThreshold} onMove={(next) => onChange({ ...value, scoreThreshold: next })} />
        {leave('scoreThreshold', scoreThreshold)}
      </div>
    </div>
  );
}
