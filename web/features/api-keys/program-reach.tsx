'use client';

import { useState } from 'react';
import { CheckField } from '../../components/check-field.tsx';
import { useKnowledgeBases } from '../../lib/queries.ts';
import type { KeyReach } from './api-key-dialog.tsx';
import { useProgramWords } from './use-program-words.ts';

type ProgramReachProps = { reach: KeyReach; onChange: (part: Partial<KeyReach>) => void };

/** Everything, or only some knowledge bases. */
export function ProgramReach({ reach: { knowledgeBaseIds }, onChange }: ProgramReachProps) {
  const t = useProgramWords().keys;
  const knowledgeBases = useKnowledgeBases().data?.items ?? [];
  const [isLimited, setLimited] = useState(false);
  const limit = (next: boolean) => {
    setLimited(next);
    onChange({ knowledgeBaseIds: next ? knowledgeBases.slice(0, 1).map(({ id }) => id) : [] });
  };
  const turn = (id: string, isOn: boolean) => {
    const next = isOn ? [...knowledgeBaseIds, id] : knowledgeBaseIds.filter((each) => each !== id);
    // None would mean all.
    if (next.length > 0) onChange({ knowledgeBaseIds: next });
  };
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 text-sm font-medium">{t.knowledgeBases}</legend>
      <CheckField label={t.allKnowledgeBases} checked={!isLimited} onChange={(isAll) => limit(!isAll)} />
      {isLimited && (
        <div className="max-h-52 space-y-2 overflow-y-auto border-l border-line pl-4">
          <p className="text-xs text-muted">{t.onlyThese}</p>
          {knowledgeBases.map(({ id, name }) => (
            <CheckField key={id} label={name} checked={knowledgeBaseIds.includes(id)} onChange={(isOn) => turn(id, isOn)} />
          ))}
        </div>
      )}
    </fieldset>
  );
}
