'use client';

import type { ApiKey } from '#contracts/api-key';
import { RemoveButton } from '../../components/remove-button.tsx';
import { revokeApiKey } from '../../lib/api/api-keys.ts';
import { useFormat } from '../../lib/i18n/language.ts';
import { keys, useKnowledgeBases, useRefresh } from '../../lib/queries.ts';
import { useProgramWords } from './use-program-words.ts';

/** One key: what it is for, what it reaches, when it was used; and its end. */
export function ApiKeyRow({ apiKey }: { apiKey: ApiKey }) {
  const t = useProgramWords().keys;
  const format = useFormat();
  const refresh = useRefresh(keys.apiKeys);
  const known = useKnowledgeBases().data?.items;
  const { id, name, kind, knowledgeBaseIds, origins, createdAt, lastUsedAt } = apiKey;
  const reaches = knowledgeBaseIds.map((each) => (known ? (known.find((base) => base.id === each)?.name ?? t.missing) : '…'));
  const facts = [t.made(format.recent(createdAt)), lastUsedAt ? t.used(format.recent(lastUsedAt)) : t.neverUsed];
  return (
    <li className="flex items-start gap-2 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <h3 className="text-sm font-medium">
          {name}
          <span className="ml-2 rounded-full bg-sunken px-2 py-0.5 text-xs font-normal text-muted">{t.kinds[kind]}</span>
        </h3>
        <p className="text-xs text-muted">{[reaches.join(', ') || t.all, ...origins].join(' · ')}</p>
        <p className="text-xs text-muted">{facts.join(' · ')}</p>
      </div>
      <RemoveButton
        name={name}
        title={t.revokeTitle(name)}
        text={t.revokeText}
        action={t.revoke}
        remove={() => revokeApiKey(id)}
        onRemoved={refresh}
      />
    </li>
  );
}
