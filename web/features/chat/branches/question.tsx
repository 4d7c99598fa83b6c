'use client';

import { Pencil } from 'lucide-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Translation } from '#contracts/message';
import { IconButton } from '../../../components/button.tsx';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { BothTexts } from '../translation/both-texts.tsx';
import { EditQuestion } from './edit-question.tsx';
import { showMessage } from './shown-message.ts';
import { VersionArrows } from './version-arrows.tsx';
import type { Turn } from '../turns.ts';

type QuestionProps = {
  conversationId: string;
  turn: Turn;
  /** As the model was asked it, in a bilingual conversation. */
  translation: Translation | undefined;
  /** False while an answer is being written. */
  canEdit: boolean;
  onEdited: (text: string) => void;
};

/** What was asked, its other wordings, and a pencil that asks it in other words. */
export function Question({ conversationId, turn: { question, siblings }, translation, canEdit, onEdited }: QuestionProps) {
  const t = useWords({ en, zh }).branches;
  const [isEditing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  if (isEditing) {
    const finish = (text: string) => {
      setEditing(false);
      if (text !== question.text) onEdited(text);
    };
    const leave = () => {
      flushSync(() => setEditing(false));
      pencil.current?.focus();
    };
    return <EditQuestion text={question.text} onAsk={finish} onCancel={leave} />;
  }
  const current = siblings.findIndex(({ id }) => id === question.id) + 1;
  return (
    <div className="group ml-auto flex w-fit max-w-[85%] flex-col items-end">
      <div className="rounded-2xl rounded-br-md bg-hover px-4 py-2.5">
        <BothTexts own={question.text} models={translation?.text} failure={translation?.failure}>
          {(text) => <p className="whitespace-pre-wrap">{text}</p>}
        </BothTexts>
      </div>
      <div className="flex h-7 items-center gap-0.5">
        {canEdit && (
          <IconButton
            ref={pencil}
            label={t.editQuestion}
            size="small"
            className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
            onClick={() => setEditing(true)}
          >
            <Pencil size={14} aria-hidden />
          </IconButton>
        )}
        <VersionArrows
          current={current}
          total={siblings.length}
          choose={(version) => showMessage(conversationId, siblings[version - 1]!.id)}
          name={t.version}
        />
      </div>
    </div>
  );
}
