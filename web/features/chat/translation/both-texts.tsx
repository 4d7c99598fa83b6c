'use client';

import { Languages } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TurnFailure } from '#contracts/message';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useText, useWords } from '../../../lib/i18n/language.ts';
import { useServerText } from '../../../lib/i18n/server-text.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { useStore } from '../../../lib/store.ts';
import { textOrder } from './text-order.ts';

type BothTextsProps = {
  /** In the reader's language, and as the model has it; undefined where there is one text alone. */
  own: string | undefined;
  models: string | undefined;
  failure: TurnFailure | undefined;
  children: (text: string) => ReactNode;
};

/** A message in both languages, in the order that was chosen; or its one text. */
export function BothTexts({ own, models, failure, children }: BothTextsProps) {
  const t = useWords({ en, zh }).translation;
  const { errors } = useText();
  const told = useServerText();
  const isOwnFirst = useStore(textOrder, (order) => order === 'mine');
  const isBoth = own !== undefined && models !== undefined && failure === undefined;
  const note = failure && (
    <p className="mt-1.5 text-xs text-warn">
      {t.failed} {errors[failure.code]}: {told(failure.message)}
    </p>
  );
  if (!isBoth) {
    return (
      <>
        {children(own ?? models ?? '')}
        {note}
      </>
    );
  }
  return (
    <>
      {children(isOwnFirst ? own : models)}
      <div className="mt-2.5 border-t border-line-strong/40 pt-2">
        <p className="mb-1 flex items-center gap-1.5 text-xs text-muted">
          <Languages size={13} aria-hidden />
          {isOwnFirst ? t.original : t.translated}
        </p>
        {children(isOwnFirst ? models : own)}
      </div>
    </>
  );
}
