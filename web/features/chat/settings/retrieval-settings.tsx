'use client';

import type { RetrievalTrace } from '#contracts/search';
import { CheckField } from '../../../components/check-field.tsx';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useFormat, useText, useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { DocumentFilterFields } from '../../document-filter/document-filter-fields.tsx';
import { routing } from '../routing.ts';
import type { TurnChoices } from '../turn-options.ts';
import { countKept } from './kept-passages.ts';
import { ScoreThresholdSlider, TopKSlider } from './retrieval-sliders.tsx';

export function RetrievalSliders({ choices, trace }: { choices: TurnChoices; trace: RetrievalTrace | undefined }) {
  const t = useText().chat.options;
  const format = useFormat();
  const { topK, scoreThreshold } = choices.effective;
  const counted = trace && countKept(trace, { topK, scoreThreshold });
  return (
    <>
      <TopKSlider hint={t.topKHint} value={topK} onMove={(value) => choices.change({ topK: value })} />
      <ScoreThresholdSlider
        hint={t.scoreThresholdHint}
        value={scoreThreshold}
        onMove={(value) => choices.change({ scoreThreshold: value })}
      />
      {counted && (
        <p role="status" className="rounded-lg bg-accent-soft px-3 py-2 text-sm text-accent">
          {t.wouldKeep(format.number(counted.kept), format.number(counted.total))}
        </p>
      )}
    </>
  );
}

export function OnlyTheseDocuments({ choices }: { choices: TurnChoices }) {
  const t = useText().filter;
  return (
    <fieldset className="rounded-lg border border-line p-4">
      <legend className="px-1 text-sm font-medium">{t.title}</legend>
      <div className="space-y-4">
        <DocumentFilterFields filter={choices.options.filter ?? {}} onChange={(filter) => choices.change({ filter })} />
      </div>
    </fieldset>
  );
}

export function RouteSwitch({ choices }: { choices: TurnChoices }) {
  const t = useWords({ en, zh }).settings;
  return (
    <CheckField
      label={t.routeKnowledgeBases}
      hint={t.routeKnowledgeBasesHint}
      checked={choices.options.routeKnowledgeBases ?? false}
      onChange={(isOn) => choices.change(routing(isOn, choices.effective))}
    />
  );
}
