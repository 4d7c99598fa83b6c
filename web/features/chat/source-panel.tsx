'use client';

import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { focusedElement, giveFocusBack } from '../../components/focus-return.ts';
import { useMediaQuery } from '../../components/use-media-query.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { hideSource, showSource, type SourceSelection } from './source-selection.ts';
import { SourcePassage } from './source-passage.tsx';
import { WebSource } from './web-source.tsx';

/** The cited passage in its surroundings: beside the conversation where there is room, else as a sheet. */
export function SourcePanel({ selection }: { selection: SourceSelection }) {
  const t = useText().chat.sourcePanel;
  const isWide = useMediaQuery('(min-width: 72rem)');
  if (isWide) {
    return (
      <Aside label={t.title}>
        <SourceView selection={selection} />
      </Aside>
    );
  }
  return (
    <Dialog onClose={hideSource} title={t.title} titleHidden place="right">
      <SourceView selection={selection} />
    </Dialog>
  );
}

/** Gives the focus back to the citation that opened it. */
function Aside({ label, children }: { label: string; children: ReactNode }) {
  const [opener] = useState(focusedElement);
  useEffect(() => () => giveFocusBack(opener), [opener]);
  return (
    <aside aria-label={label} className="fade-in flex w-md shrink-0 flex-col border-l border-line bg-surface">
      {children}
    </aside>
  );
}

function SourceView({ selection: { sources, number } }: { selection: SourceSelection }) {
  const t = useText();
  const format = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const index = sources.findIndex((each) => each.number === number);
  const source = sources[index];
  useEffect(() => {
    heading.current?.focus();
  }, [number, sources]);
  if (!source) return null;
  const go = (step: number) => {
    const next = sources[index + step];
    if (next) showSource(sources, next.number);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col" onKeyDown={(event) => event.key === 'Escape' && hideSource()}>
      <header className="flex items-center gap-1 border-b border-line py-2 pr-2 pl-4">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 flex-1 truncate text-sm font-semibold outline-none">
          {t.chat.sourcePanel.title} {number}
        </h2>
        <IconButton label={t.common.previous} size="small" disabled={index === 0} onClick={() => go(-1)}>
          <ChevronLeft size={16} aria-hidden />
        </IconButton>
        <span className="text-xs text-muted tabular-nums">
          {t.chat.sourcePanel.position(format.number(index + 1), format.number(sources.length))}
        </span>
        <IconButton label={t.common.next} size="small" disabled={index === sources.length - 1} onClick={() => go(1)}>
          <ChevronRight size={16} aria-hidden />
        </IconButton>
        <IconButton label={t.common.close} size="small" onClick={hideSource}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      {source.url ? <WebSource source={source} url={source.url} /> : <SourcePassage key={source.number} source={source} />}
    </div>
  );
}
