'use client';

import { SlidersHorizontal } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { RetrievalTrace } from '#contracts/search';
import { IconButton } from '../../components/button.tsx';
import { useText } from '../../lib/i18n/language.ts';
import type { TurnChoices } from './turn-options.ts';

const AnswerSettingsDrawer = dynamic(() => import('./answer-settings-drawer.tsx').then((module) => module.AnswerSettingsDrawer));

/** Opens the drawer with the numbers of an answer. */
export function AnswerSettings({ choices, trace }: { choices: TurnChoices; trace: RetrievalTrace | undefined }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton label={t.chat.options.more} size="small" onClick={() => setOpen(true)}>
        <SlidersHorizontal size={16} aria-hidden />
      </IconButton>
      {isOpen && <AnswerSettingsDrawer choices={choices} trace={trace} onClose={() => setOpen(false)} />}
    </>
  );
}
