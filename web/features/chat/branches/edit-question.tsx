'use client';

import { type KeyboardEvent, useState } from 'react';
import { queryMaxChars } from '#contracts/search';
import { Button } from '../../../components/button.tsx';
import { TextArea } from '../../../components/field.tsx';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useText, useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';

type EditQuestionProps = { text: string; onAsk: (text: string) => void; onCancel: () => void };

/** A question in other words: Enter asks it, Escape leaves it as it was. */
export function EditQuestion({ text: before, onAsk, onCancel }: EditQuestionProps) {
  const t = useWords({ en, zh }).branches;
  const { common } = useText();
  const [text, setText] = useState(before);
  const canAsk = text.trim() !== '' && text.length <= queryMaxChars;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') onCancel();
    else if (event.key === 'Enter' && !event.shiftKey && canAsk) onAsk(text.trim());
    else return;
    event.preventDefault();
  };
  return (
    <div className="ml-auto w-full sm:w-[85%]">
      <TextArea
        autoFocus
        aria-label={t.editQuestion}
        value={text}
        rows={2}
        className="field-sizing-content max-h-72 resize-none text-base"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="mt-1.5 flex flex-wrap items-center gap-2">
        <p className="min-w-40 flex-1 text-xs text-muted">{t.editHint}</p>
        <Button size="small" onClick={onCancel}>
          {common.cancel}
        </Button>
        <Button size="small" look="primary" disabled={!canAsk} onClick={() => onAsk(text.trim())}>
          {t.askThis}
        </Button>
      </div>
    </div>
  );
}
