'use client';

import { topKLimits } from '#contracts/search';
import { SliderField } from '../../components/slider-field.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import type { TurnChoices } from '../chat/turn-options.ts';
import { SearchEngineField } from './search-engine-field.tsx';

/** What an answer from the web is made of: the engine and the number of results. */
export function WebSearchOptions({ choices }: { choices: TurnChoices }) {
  const t = useText().webSearch;
  const format = useFormat();
  return (
    <>
      <SearchEngineField
        value={choices.options.searchEngine ?? ''}
        onChange={(id) => choices.change({ searchEngine: id === '' ? undefined : id })}
      />
      <SliderField
        label={t.results}
        hint={t.resultsHint}
        limits={topKLimits}
        step={1}
        value={choices.effective.topK}
        show={format.number}
        onMove={(topK) => choices.change({ topK })}
      />
    </>
  );
}
