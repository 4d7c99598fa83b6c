'use client';

import { type KnowledgeBase, refusalMaxChars, WhenNothingFound } from '#contracts/knowledge-base';
import { Choice } from '../../components/choice.tsx';
import { TextAreaField } from '../../components/text-field.tsx';
import { useText } from '../../lib/i18n/language.ts';

type Unanswered = Pick<KnowledgeBase, 'whenNothingFound' | 'refusalText'>;

/** Whether a question that the documents do not answer is refused, and in which words, or left to the model. */
export function WithoutAnswer({ value, onChange }: { value: Unanswered; onChange: (part: Partial<Unanswered>) => void }) {
  const { chat, knowledge } = useText();
  const t = knowledge.settings;
  return (
    <>
      <div>
        <Choice
          label={t.whenNothingFound}
          options={WhenNothingFound.options}
          words={t.whenNothingFoundWords}
          value={value.whenNothingFound}
          onChange={(whenNothingFound) => onChange({ whenNothingFound })}
        />
        <p className="mt-1 text-xs text-muted">{t.whenNothingFoundHints[value.whenNothingFound]}</p>
      </div>
      {value.whenNothingFound === 'refuse' && (
        <TextAreaField
          label={t.refusalText}
          hint={t.refusalTextHint}
          rows={2}
          maxLength={refusalMaxChars}
          placeholder={chat.outcomes.refused}
          value={value.refusalText}
          onChange={(refusalText) => onChange({ refusalText })}
        />
      )}
    </>
  );
}
