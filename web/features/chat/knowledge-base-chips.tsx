'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { knowledgeBasesPerTurnLimit } from '#contracts/conversation';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { CheckList } from '../../components/check-list.tsx';
import { TextInput } from '../../components/field.tsx';
import { Popover } from '../../components/popover.tsx';
import { classNames } from '../../lib/class-names.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { useKnowledgeBases } from '../../lib/queries.ts';
import { OptionChip } from './option-chip.tsx';
import { quietControl } from './quiet-control.ts';
import type { TurnChoices } from './turn-options.ts';

const filterFromCount = 8;
const chipsShown = 3;

/**
 * The knowledge bases that are asked, as chips, with a list to choose others from.
 * @param isOptional whether a question can be asked without any
 */
export function KnowledgeBaseChips({ choices, isOptional = false }: { choices: TurnChoices; isOptional?: boolean | undefined }) {
  const t = useText().chat.options;
  const { data } = useKnowledgeBases();
  const all = data?.items ?? [];
  const { knowledgeBaseIds } = choices.effective;
  const chosen = all.filter(({ id }) => knowledgeBaseIds.includes(id));
  const isMissing = data !== undefined && chosen.length === 0 && !isOptional;
  const change = (ids: string[]) => choices.change({ knowledgeBaseIds: ids.slice(0, knowledgeBasesPerTurnLimit) });
  return (
    <>
      {chosen.slice(0, chipsShown).map(({ id, name }) => (
        <OptionChip
          key={id}
          label={name}
          removeLabel={t.removeKnowledgeBase(name)}
          onRemove={() => change(knowledgeBaseIds.filter((each) => each !== id))}
        />
      ))}
      <Popover
        label={t.chooseKnowledgeBases}
        className={classNames(quietControl, 'inline-flex items-center gap-1', isMissing && 'text-warn')}
        button={
          <>
            <Plus size={15} className="shrink-0" aria-hidden />
            {isMissing && t.noKnowledgeBase}
            {chosen.length === 0 && isOptional && t.knowledgeBases}
            {chosen.length > chipsShown && `+${chosen.length - chipsShown}`}
          </>
        }
      >
        <KnowledgeBaseChecklist all={all} chosenIds={knowledgeBaseIds} onChange={change} />
      </Popover>
    </>
  );
}

type ChecklistProps = { all: KnowledgeBase[]; chosenIds: string[]; onChange: (ids: string[]) => void };

function KnowledgeBaseChecklist({ all, chosenIds, onChange }: ChecklistProps) {
  const t = useText();
  const format = useFormat();
  const [filter, setFilter] = useState('');
  const shown = all
    .filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()))
    .map(({ id, name, documentCount }) => ({ id, name, note: t.knowledge.documents(format.number(documentCount)) }));
  return (
    <div className="p-1.5">
      {all.length >= filterFromCount && (
        <TextInput
          className="mb-1.5"
          aria-label={t.chat.options.filterKnowledgeBases}
          placeholder={t.chat.options.filterKnowledgeBases}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      )}
      <CheckList items={shown} chosenIds={chosenIds} onChange={onChange} />
      {shown.length === 0 && <p className="px-2.5 py-3 text-sm text-muted">{t.common.palette.nothing}</p>}
    </div>
  );
}
