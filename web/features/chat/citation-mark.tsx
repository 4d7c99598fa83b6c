'use client';

import type { Source } from '#contracts/message';
import { HoverCard } from '../../components/hover-card.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { SourcePlace } from './source-place.tsx';
import { showSource } from './source-selection.ts';

/** Keeps the mark on the line of the word before it and of the punctuation after it. */
const noBreak = '\u2060';

/** A small number in the text: hover shows the passage, a click opens it in its document. */
export function CitationMark({ sources, number }: { sources: readonly Source[]; number: number }) {
  const t = useText().chat.answer;
  const source = sources.find((each) => each.number === number);
  if (!source) return <>[{number}]</>;
  return (
    <>
      {noBreak}
      <HoverCard
        trigger={
          <button
            type="button"
            aria-label={t.citation(number, source.documentName)}
            onClick={() => showSource(sources, number)}
            className="mx-0.5 inline-flex h-[1.15rem] min-w-[1.15rem] -translate-y-[0.2em] items-center justify-center rounded bg-accent-soft px-1 align-baseline text-[0.6875rem] leading-none font-semibold text-accent tabular-nums hover:bg-accent hover:text-on-accent"
          >
            {number}
          </button>
        }
      >
        <p className="font-medium">{source.documentName}</p>
        <SourcePlace source={source} />
        <p className="mt-2 line-clamp-6 text-muted">{source.text}</p>
      </HoverCard>
      {noBreak}
    </>
  );
}
