'use client';

import type { Model } from '#contracts/model';
import { historyTurnsLimits } from '#contracts/conversation';
import { maxTokensLimits, temperatureLimits } from '#contracts/generation';
import { scoreThresholdLimits, topKLimits } from '#contracts/search';
import type { Settings } from '#contracts/setting';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Field, Select, TextInput } from '../../components/field.tsx';
import { Section } from '../../components/section.tsx';
import { SliderField } from '../../components/slider-field.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { useModels } from '../../lib/queries.ts';
import { useModelLabel } from '../models/model-state.ts';
import { useSettingsForm } from './use-settings-form.ts';

/** What holds where nothing else is chosen. */
export function DefaultsSection({ settings }: { settings: Settings }) {
  const t = useText();
  const format = useFormat();
  const { value, change, save, canSave, error } = useSettingsForm(settings);
  const models = useModels().data?.items ?? [];
  const chatModels = models.filter(({ kind }) => kind === 'chat');
  return (
    <Section title={t.settings.sections.defaults} text={t.settings.defaults.intro}>
      <ModelField
        label={t.settings.defaults.answerModel}
        hint={t.settings.defaults.answerModelHint}
        models={chatModels}
        value={value.defaultAnswerModel}
        onChange={(defaultAnswerModel) => change({ defaultAnswerModel })}
      />
      <ModelField
        label={t.settings.defaults.chatModel}
        hint={t.settings.defaults.chatModelHint}
        none={t.settings.defaults.noModel}
        models={chatModels.filter(({ converses }) => converses)}
        value={value.defaultChatModel}
        onChange={(defaultChatModel) => change({ defaultChatModel })}
      />
      <ModelField
        label={t.settings.defaults.embeddingModel}
        models={models.filter(({ kind }) => kind === 'embedding')}
        value={value.defaultEmbeddingModel}
        onChange={(defaultEmbeddingModel) => change({ defaultEmbeddingModel })}
      />
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <SliderField
          label={t.chat.options.topK}
          limits={topKLimits}
          step={1}
          value={value.topK}
          show={format.number}
          onMove={(topK) => change({ topK })}
        />
        <SliderField
          label={t.chat.options.scoreThreshold}
          limits={scoreThresholdLimits}
          step={0.01}
          value={value.scoreThreshold}
          show={format.score}
          onMove={(scoreThreshold) => change({ scoreThreshold })}
        />
        <SliderField
          label={t.chat.options.temperature}
          limits={temperatureLimits}
          step={0.05}
          value={value.temperature}
          show={format.score}
          onMove={(temperature) => change({ temperature })}
        />
        <SliderField
          label={t.chat.options.historyTurns}
          limits={historyTurnsLimits}
          step={1}
          value={value.historyTurns}
          show={format.number}
          onMove={(historyTurns) => change({ historyTurns })}
        />
      </div>
      <Field label={t.chat.options.maxTokens}>
        {(attributes) => (
          <TextInput
            {...attributes}
            type="number"
            className="max-w-40"
            min={maxTokensLimits.min}
            max={maxTokensLimits.max}
            defaultValue={settings.maxTokens}
            onChange={(event) => Number.isInteger(event.target.valueAsNumber) && change({ maxTokens: event.target.valueAsNumber })}
          />
        )}
      </Field>
      {error && <ErrorNotice error={error} />}
      <Button look="primary" disabled={!canSave} onClick={save}>
        {t.common.save}
      </Button>
    </Section>
  );
}

type ModelFieldProps = { label: string; hint?: string; none?: string; models: Model[]; value: string; onChange: (id: string) => void };

function ModelField({ label, hint, none, models, value, onChange }: ModelFieldProps) {
  const modelLabel = useModelLabel();
  const isKnown = models.some(({ id }) => id === value);
  return (
    <Field label={label} hint={hint}>
      {(attributes) => (
        <Select {...attributes} value={value} onChange={(event) => onChange(event.target.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {!isKnown && value !== '' && <option value={value}>{value}</option>}
          {models.map((model) => (
            <option key={model.id} value={model.id}>
              {modelLabel(model)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
