'use client';

import type { Settings } from '#contracts/setting';
import { useModels } from '../../lib/queries.ts';
import { ModelField } from '../models/model-field.tsx';
import { RerankerField } from './reranker-field.tsx';
import { SaveSettings } from './save-settings.tsx';
import { useDefaultsWords } from './use-defaults-words.ts';
import { useSettingsForm } from './use-settings-form.ts';

/** The model of each way of asking, the one that embeds, and the one that ranks. */
export function DefaultModels({ settings }: { settings: Settings }) {
  const t = useDefaultsWords();
  const form = useSettingsForm(settings);
  const { value, change } = form;
  const models = useModels().data?.items ?? [];
  const chatModels = models.filter(({ kind }) => kind === 'chat');
  const conversing = chatModels.filter(({ converses }) => converses);
  return (
    <>
      <ModelField
        label={t.answerModel}
        hint={t.answerModelHint}
        models={chatModels}
        value={value.defaultAnswerModel}
        onChange={(defaultAnswerModel) => change({ defaultAnswerModel })}
      />
      <ModelField
        label={t.chatModel}
        hint={t.chatModelHint}
        none={t.noModel}
        models={conversing}
        value={value.defaultChatModel}
        onChange={(defaultChatModel) => change({ defaultChatModel })}
      />
      <ModelField
        label={t.agentModel}
        hint={t.agentModelHint}
        none={t.asChatModel}
        models={conversing}
        value={value.agentModel}
        onChange={(agentModel) => change({ agentModel })}
      />
      <ModelField
        label={t.embeddingModel}
        models={models.filter(({ kind }) => kind === 'embedding')}
        value={value.defaultEmbeddingModel}
        onChange={(defaultEmbeddingModel) => change({ defaultEmbeddingModel })}
      />
      <RerankerField value={value.reranker} onChange={(reranker) => change({ reranker })} />
      <SaveSettings form={form} />
    </>
  );
}
