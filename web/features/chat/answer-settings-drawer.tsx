'use client';

import { historyTurnsLimits, type TurnOptions } from '#contracts/conversation';
import { maxTokensLimits, temperatureLimits } from '#contracts/generation';
import { type RetrievalTrace, scoreThresholdLimits, topKLimits } from '#contracts/search';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../components/dialog.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { SliderField } from '../../components/slider-field.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { DocumentFilterFields } from '../document-filter/document-filter-fields.tsx';
import { WebSearchOptions } from '../web-search/web-search-options.tsx';
import { countKept } from './kept-passages.ts';
import type { TurnChoices } from './turn-options.ts';

type AnswerSettingsDrawerProps = { choices: TurnChoices; trace: RetrievalTrace | undefined; onClose: () => void };

const defaults: TurnOptions = {
  topK: undefined,
  scoreThreshold: undefined,
  temperature: undefined,
  maxTokens: undefined,
  historyTurns: undefined,
  searchEngine: undefined,
  filter: {},
};

/** A drawer with the numbers of an answer; each change is remembered for the conversation. */
export function AnswerSettingsDrawer({ choices, trace, onClose }: AnswerSettingsDrawerProps) {
  const t = useText();
  return (
    <Dialog onClose={onClose} title={t.chat.options.more} description={t.chat.options.moreHint} place="right">
      <DialogBody className="space-y-6 pt-2">
        {choices.effective.mode === 'knowledge-base' && (
          <>
            <RetrievalSliders choices={choices} trace={trace} />
            <OnlyTheseDocuments choices={choices} />
          </>
        )}
        {choices.effective.mode === 'search-engine' && <WebSearchOptions choices={choices} />}
        <ModelParameters choices={choices} />
      </DialogBody>
      <DialogActions>
        <Button look="quiet" onClick={() => choices.change(defaults)}>
          {t.chat.options.reset}
        </Button>
        <Button look="primary" onClick={onClose}>
          {t.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function RetrievalSliders({ choices, trace }: { choices: TurnChoices; trace: RetrievalTrace | undefined }) {
  const t = useText().chat.options;
  const format = useFormat();
  const { topK, scoreThreshold } = choices.effective;
  const counted = trace && countKept(trace, { topK, scoreThreshold });
  return (
    <>
      <SliderField
        label={t.topK}
        hint={t.topKHint}
        limits={topKLimits}
        step={1}
        value={topK}
        show={format.number}
        onMove={(value) => choices.change({ topK: value })}
      />
      <SliderField
        label={t.scoreThreshold}
        hint={t.scoreThresholdHint}
        limits={scoreThresholdLimits}
        step={0.01}
        value={scoreThreshold}
        show={format.score}
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

function OnlyTheseDocuments({ choices }: { choices: TurnChoices }) {
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

function ModelParameters({ choices }: { choices: TurnChoices }) {
  const t = useText().chat.options;
  const format = useFormat();
  const { temperature, maxTokens, historyTurns } = choices.effective;
  const setMaxTokens = (value: number) => {
    if (value >= maxTokensLimits.min && value <= maxTokensLimits.max) choices.change({ maxTokens: Math.round(value) });
  };
  return (
    <>
      <SliderField
        label={t.temperature}
        hint={t.temperatureHint}
        limits={temperatureLimits}
        step={0.05}
        value={temperature}
        show={format.score}
        onMove={(value) => choices.change({ temperature: value })}
      />
      <SliderField
        label={t.historyTurns}
        limits={historyTurnsLimits}
        step={1}
        value={historyTurns}
        show={format.number}
        onMove={(value) => choices.change({ historyTurns: value })}
      />
      <Field label={t.maxTokens}>
        {(attributes) => (
          <TextInput
            {...attributes}
            key={maxTokens}
            type="number"
            min={maxTokensLimits.min}
            max={maxTokensLimits.max}
            defaultValue={maxTokens}
            onBlur={(event) => setMaxTokens(event.target.valueAsNumber)}
            className="max-w-40"
          />
        )}
      </Field>
    </>
  );
}
