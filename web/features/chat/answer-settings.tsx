'use client';

import { SlidersHorizontal } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { RetrievalTrace } from '#contracts/search';
import { IconButton } from '../../components/button.tsx';
import type { ApiError } from '../../lib/api/request.ts';
import { useText } from '../../lib/i18n/language.ts';
import type { TurnChoices } from './turn-options.ts';

const AnswerSettingsDrawer = dynamic(() => import('./settings/answer-settings-drawer.tsx').then((module) => module.AnswerSettingsDrawer), { loading: () => null });

type AnswerSettingsProps = { choices: TurnChoices; trace: RetrievalTrace | undefined; refused: ApiError | undefined };

/** Opens the drawer with the numbers of an answer, marked while one of them is why a question was not taken. */
export function AnswerSettings({ choices, trace, refused }: AnswerSettingsProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton label={t.chat.options.more} size="small" className="relative" onClick={() => setOpen(true)}>
        <SlidersHorizontal size={16} aria-hidden />
        {refused?.field && <span aria-hidden className="absolute top-0.5 right-0.5 size-2 rounded-full bg-danger" />}
      </IconButton>
      {isOpen && <AnswerSettingsDrawer choices={choices} trace={trace} refused={refused} onClose={() => setOpen(false)} />}
    </>
  );
}
