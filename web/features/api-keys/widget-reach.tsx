'use client';

import { CreateApiKey } from '#contracts/api-key';
import { SelectField } from '../../components/select-field.tsx';
import { TokenField } from '../../components/token-field.tsx';
import { useKnowledgeBases } from '../../lib/queries.ts';
import type { KeyReach } from './api-key-dialog.tsx';
import { useProgramWords } from './use-program-words.ts';

const [, WidgetKey] = CreateApiKey.options;

type WidgetReachProps = { reach: KeyReach; onChange: (part: Partial<KeyReach>) => void };

/** The one knowledge base of a chat, and the pages it may be on. */
export function WidgetReach({ reach: { knowledgeBaseIds, origins }, onChange }: WidgetReachProps) {
  const t = useProgramWords().keys;
  const knowledgeBases = useKnowledgeBases().data?.items ?? [];
  const add = (text: string) => {
    const next = [...new Set([...origins, text.trim().replace(/\/$/, '')])];
    const isOrigin = WidgetKey.shape.origins.safeParse(next).success;
    if (isOrigin) onChange({ origins: next });
    return isOrigin;
  };
  return (
    <>
      <SelectField
        label={t.oneKnowledgeBase}
        options={[{ id: '', name: t.choose }, ...knowledgeBases]}
        value={knowledgeBaseIds[0] ?? ''}
        onChange={(id) => onChange({ knowledgeBaseIds: id ? [id] : [] })}
      />
      <TokenField
        label={t.origins}
        hint={t.originsHint}
        placeholder="https://www.example.com"
        maxLength={200}
        tokens={origins}
        onAdd={add}
        invalid={t.invalidOrigin}
        onRemove={(origin) => onChange({ origins: origins.filter((each) => each !== origin) })}
        removeLabel={t.removeOrigin}
      />
    </>
  );
}
