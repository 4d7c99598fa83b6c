'use client';

import { ChatModeId } from '#contracts/message';
import type { RetrievalTrace } from '#contracts/search';
import { useText } from '../../lib/i18n/language.ts';
import { FilterChip } from './filter-chip.tsx';
import { KnowledgeBaseChips } from './knowledge-base-chips.tsx';
import { ModelSelect } from './model-select.tsx';
import { AnswerSettings } from './answer-settings.tsx';
import { quietControl } from './quiet-control.ts';
import type { TurnChoices } from './turn-options.ts';

/** The quiet row above the composer: what the answer is taken from, and by which model. */
export function OptionsRow({ choices, trace }: { choices: TurnChoices; trace: RetrievalTrace | undefined }) {
  const t = useText().chat;
  const { mode } = choices.effective;
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
          <KnowledgeBaseChips choices={choices} />
          <FilterChip choices={choices} />
        </>
      )}
      <div className="ml-auto flex min-w-0 items-center gap-1">
        <ModelSelect choices={choices} />
        <AnswerSettings choices={choices} trace={trace} />
      </div>
    </div>
  );
}
