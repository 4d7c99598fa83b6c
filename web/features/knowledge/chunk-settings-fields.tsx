'use client';

import type { KnowledgeBase } from '#contracts/knowledge-base';
import { chunkOverlapLimits, chunkSizeLimits, type Splitting } from '#contracts/splitting';
import { Field, Select } from '../../components/field.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { useModels, useSettings, useVectorStores } from '../../lib/queries.ts';
import { useModelLabel } from '../models/model-state.ts';
import { SplittingFields } from './splitting-fields.tsx';

export type ChunkSettings = Splitting & Pick<KnowledgeBase, 'embeddingModel' | 'vectorStore'>;

const defaultVectorStore = 'usearch';

export function useDefaultChunkSettings(): ChunkSettings {
  return {
    splitter: 'recursive',
    chunkSize: chunkSizeLimits.default,
    chunkOverlap: chunkOverlapLimits.default,
    titleEnhancement: false,
    headingPrefix: false,
    embeddingModel: useSettings().data?.defaultEmbeddingModel ?? '',
    vectorStore: defaultVectorStore,
  };
}

type ChunkSettingsFieldsProps = { value: ChunkSettings; onChange: (part: Partial<ChunkSettings>) => void };

/** How documents are split and indexed. */
export function ChunkSettingsFields({ value, onChange }: ChunkSettingsFieldsProps) {
  const t = useText().knowledge.settings;
  const label = useModelLabel();
  const vectorStores = (useVectorStores().data?.items ?? []).map(({ id }) => id);
  const models = (useModels().data?.items ?? []).filter(({ kind }) => kind === 'embedding');
  return (
    <div className="space-y-4">
      <SplittingFields value={value} onChange={onChange} />
      <div className="grid gap-4 sm:grid-cols-2">
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
              {[...new Set([value.vectorStore, ...vectorStores])].map((id) => (
                <option key={id}>{id}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </div>
  );
}
