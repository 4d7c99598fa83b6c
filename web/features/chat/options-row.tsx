'use client';

import dynamic from 'next/dynamic';
import { ChatModeId } from '#contracts/message';
import type { RetrievalTrace } from '#contracts/search';
import type { ApiError } from '../../lib/api/request.ts';
import { useText } from '../../lib/i18n/language.ts';
import { FilterChip } from './filter-chip.tsx';
import { KnowledgeBaseChips } from './knowledge-base-chips.tsx';
import { ModelSelect } from './model-select.tsx';
import { AnswerSettings } from './answer-settings.tsx';
import { quietControl } from './quiet-control.ts';
import type { TurnChoices } from './turn-options.ts';

const ToolsChip = dynamic(() => import('./agent/tools-chip.tsx').then((module) => module.ToolsChip), { loading: () => null });
const ChosenChips = dynamic(() => import('./chosen-chips.tsx').then((module) => module.ChosenChips), { loading: () => null });

type OptionsRowProps = {
  choices: TurnChoices;
  trace: RetrievalTrace | undefined;
  /** Why the last question was not taken. */
  refused: ApiError | undefined;
};

/** The quiet row above the composer: what the answer is taken from, and by which model. */
export function OptionsRow({ choices, trace, refused }: OptionsRowProps) {
  const t = useText().chat;
  const { mode } = choices.effective;
  const { translateTo, routeKnowledgeBases } = choices.options;
  return (
    <div className="mb-1.5 flex flex-wrap items-center gap-1">
      <select
        aria-label={t.options.mode}
        value={mode}
        onChange={(event) => choices.change({ mode: ChatModeId.parse(event.target.value), model: undefined })}
        className={quietControl}
      >
        {[...ChatModeId.options].reverse().map((id) => (
          <option key={id} value={id}>
            {t.modes[id]}
          </option>
        ))}
      </select>
      {mode === 'knowledge-base' && (
        <>
          <KnowledgeBaseChips choices={choices} isOptional={routeKnowledgeBases} />
          <FilterChip choices={choices} />
        </>
      )}
      {mode === 'agent' && (
        <>
          <ToolsChip choices={choices} />
          <KnowledgeBaseChips choices={choices} isOptional />
        </>
      )}
      {(translateTo || routeKnowledgeBases) && <ChosenChips choices={choices} />}
      <div className="ml-auto flex min-w-0 items-center gap-1">
        <ModelSelect choices={choices} />
        <AnswerSettings choices={choices} trace={trace} refused={refused} />
      </div>
    </div>
  );
}
