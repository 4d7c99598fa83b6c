'use client';

import type { ReactNode } from 'react';
import { buttonClass } from '../../components/button.tsx';
import { NavLink } from '../../components/nav-link.tsx';
import { Notice } from '../../components/notice.tsx';
import { asking as en } from '../../lib/i18n/en/asking.ts';
import { useText, useWords } from '../../lib/i18n/language.ts';
import { asking as zh } from '../../lib/i18n/zh/asking.ts';
import { paths, type SettingsPart } from '../../lib/navigation.ts';
import { useModels, useTools } from '../../lib/queries.ts';
import type { TurnChoices } from './turn-options.ts';

/** What a mode does, and what it lacks while it cannot work. */
export function ModeIntroduction({ mode, choices }: { mode: 'llm' | 'agent' | 'file'; choices: TurnChoices }) {
  const t = useWords({ en, zh });
  const { llm } = useText().chat.empty;
  const models = useModels();
  const { model } = choices;
  const lacksModel = mode !== 'file' && models.isSuccess && !model?.converses;
  return (
    <>
      <p className="mt-2 text-muted">{mode === 'llm' ? llm : t.introductions[mode]}</p>
      {lacksModel && <Lacking part="models" action={t.setUpModel}>{t.noModel}</Lacking>}
      {mode === 'agent' && !lacksModel && <AgentNotes isCalling={model?.callsTools ?? true} />}
    </>
  );
}

function AgentNotes({ isCalling }: { isCalling: boolean }) {
  const t = useWords({ en, zh });
  const tools = useTools();
  const hasTools = !tools.isSuccess || tools.data.items.some(({ isReady }) => isReady);
  return (
    <>
      {!isCalling && <Notice look="warn" className="mt-4" title={t.notCalling} />}
      {!hasTools && <Lacking part="tools" action={t.tools.setUp}>{t.tools.noneReady}</Lacking>}
    </>
  );
}

function Lacking({ part, action, children }: { part: SettingsPart; action: string; children: ReactNode }) {
  const link = (
    <NavLink href={paths.settingsPart(part)} className={buttonClass('plain', 'small')}>
      {action}
    </NavLink>
  );
  return <Notice className="mt-4" title={children} action={link} />;
}
