'use client';

import type { KnowledgeBase } from '#contracts/knowledge-base';
import { chunkOverlapLimits, chunkSizeLimits } from '#contracts/splitting';
import { Field, Select, TextInput } from '../../components/field.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { useModels, useSettings } from '../../lib/queries.ts';
import { useModelLabel } from '../models/model-state.ts';

export type ChunkSettings = Pick<KnowledgeBase, 'chunkSize' | 'chunkOverlap' | 'embeddingModel' | 'vectorStore'>;

/** Ids of the vector stores in the server; the first is the default. */
const vectorStores = ['usearch', 'hnswlib', 'exact'] as const;

export function useDefaultChunkSettings(): ChunkSettings {
  const embeddingModel = useSettings().data?.defaultEmbeddingModel ?? '';
  return { chunkSize: chunkSizeLimits.default, chunkOverlap: chunkOverlapLimits.default, embeddingModel, vectorStore: vectorStores[0] };
}

type ChunkSettingsFieldsProps = { value: ChunkSettings; onChange: (part: Partial<ChunkSettings>) => void };

/** How documents are split and indexed. */
export function ChunkSettingsFields({ value, onChange }: ChunkSettingsFieldsProps) {
  const t = useText().knowledge.settings;
  const label = useModelLabel();
  const models = (useModels().data?.items ?? []).filter(({ kind }) => kind === 'embedding');
  const isOverlapTooLarge = value.chunkOverlap >= value.chunkSize;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t.chunkSize}>
        {(attributes) => (
          <NumberInput {...attributes} limits={chunkSizeLimits} value={value.chunkSize} onNumber={(chunkSize) => onChange({ chunkSize })} />
        )}
      </Field>
      <Field label={t.chunkOverlap} hint={t.chunkOverlapHint} error={isOverlapTooLarge ? t.overlapTooLarge : undefined}>
        {(attributes) => (
          <NumberInput
            {...attributes}
            limits={chunkOverlapLimits}
            value={value.chunkOverlap}
            onNumber={(chunkOverlap) => onChange({ chunkOverlap })}
          />
        )}
      </Field>
      <Field label={t.embeddingModel}>
        {(attributes) => (
          <Select {...attributes} value={value.embeddingModel} onChange={(event) => onChange({ embeddingModel: event.target.value })}>
            {!models.some(({ id }) => id === value.embeddingModel) && <option value={value.embeddingModel}>{value.embeddingModel}</option>}
            {models.map((model) => (
              <option key={model.id} value={model.id}>
                {label(model)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t.vectorStore}>
        {(attributes) => (
          <Select {...attributes} value={value.vectorStore} onChange={(event) => onChange({ vectorStore: event.target.value })}>
            {[...new Set([...vectorStores, value.vectorStore])].map((id) => (
              <option key={id}>{id}</option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}

type NumberInputProps = { id: string; limits: { min: number; max: number }; value: number; onNumber: (value: number) => void };

function NumberInput({ limits, value, onNumber, ...rest }: NumberInputProps) {
  return (
    <TextInput
      {...rest}
      type="number"
      required
      min={limits.min}
      max={limits.max}
      defaultValue={value}
      onChange={(event) => Number.isInteger(event.target.valueAsNumber) && onNumber(event.target.valueAsNumber)}
    />
  );
}
