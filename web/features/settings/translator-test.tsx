'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { TranslationLanguage } from '#contracts/conversation';
import { queryMaxChars } from '#contracts/search';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { OutcomeNotice } from '../../components/outcome-notice.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { testTranslator } from '../../lib/api/translator.ts';
import { useLocale, useText } from '../../lib/i18n/language.ts';
import { useTranslatingWords } from './use-translating-words.ts';

/** Has a sentence translated by whoever would do it now. */
export function TranslatorTest() {
  const t = useTranslatingWords();
  const { languages } = useText().settings.appearance;
  const [text, setText] = useState(t.sampleText);
  const [to, setTo] = useState<TranslationLanguage>(useLocale() === 'zh' ? 'en' : 'zh');
  const test = useMutation({ mutationFn: () => testTranslator({ text, to }) });
  return (
    <>
      <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_9rem]">
        <TextField label={t.sample} maxLength={queryMaxChars} value={text} onChange={setText} />
        <SelectField
          label={t.into}
          options={TranslationLanguage.options.map((id) => ({ id, name: languages[id] }))}
          value={to}
          onChange={setTo}
        />
      </div>
      <Button disabled={test.isPending || text.trim() === ''} onClick={() => test.mutate()}>
        {test.isPending ? t.testing : t.test}
      </Button>
      {test.data && <OutcomeNotice outcome={test.data} />}
      {test.isError && <ErrorNotice error={test.error} />}
    </>
  );
}
