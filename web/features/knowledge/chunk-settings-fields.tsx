'use client';

import type { KnowledgeBase } from '#contracts/knowledge-base';
import { chunkOverlapLimits, chunkSizeLimits, type Splitting } from '#contracts/splitting';
import { SelectField } from '../../components/select-field.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { useModels, useSettings, useVectorStores } from '../../lib/queries.ts';
import { ModelField } from '../models/model-field.tsx';
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
  const otherStores = (useVectorStores().data?.items ?? []).filter(({ id }) => id !== value.vectorStore);
  const models = (useModels().data?.items ?? []).filter(({ kind }) => kind === 'embedding');
  return (
    <div className="space-y-4">
      <SplittingFields value={value} onChange={onChange} />
      <div className="grid gap-4 sm:grid-cols-2">
        <ModelField
          label={t.embeddingModel}
          models={models}
          value={value.embeddingModel}
          onChange={(embeddingModel) => onChange({ embeddingModel })}
        />
        <SelectField
          label={t.vectorStore}
          options={[{ id: value.vectorStore }, ...otherStores]}
          value={value.vectorStore}
          onChange={(vectorStore) => onChange({ vectorStore })}
        />
      </div>
    </div>
  );
}
