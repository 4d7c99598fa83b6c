'use client';

import { Wrench } from 'lucide-react';
import { toolsPerTurnLimit } from '#contracts/conversation';
import { CheckList } from '../../../components/check-list.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { NavLink } from '../../../components/nav-link.tsx';
import { Popover } from '../../../components/popover.tsx';
import { classNames } from '../../../lib/class-names.ts';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useFormat, useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { paths } from '../../../lib/navigation.ts';
import { useTools } from '../../../lib/queries.ts';
import { quietControl } from '../quiet-control.ts';
import type { TurnChoices } from '../turn-options.ts';
import { useToolName } from './tool-names.ts';

/** Which tools the agent may call, of those that are switched on. */
export function ToolsChip({ choices }: { choices: TurnChoices }) {
  const t = useWords({ en, zh }).tools;
  const format = useFormat();
  const nameOf = useToolName();
  const tools = useTools();
  const ready = (tools.data?.items ?? []).filter(({ isReady }) => isReady);
  const items = ready.map(({ id, server, needsApproval }) => ({
    id,
    name: nameOf(id),
    note: [server?.name, needsApproval ? t.needsApproval : undefined].filter(Boolean).join(', '),
  }));
  const chosen = choices.options.tools;
  const count = chosen ? ready.filter(({ id }) => chosen.includes(id)).length : ready.length;
  const words = count === 0 ? t.none : count === ready.length ? t.all : t.some(format.number(count));
  const change = (ids: string[]) => choices.change({ tools: ids.length === ready.length ? undefined : ids.slice(0, toolsPerTurnLimit) });
  return (
    <Popover
      label={`${t.choose}: ${words}`}
      className={classNames(quietControl, 'inline-flex items-center gap-1.5', tools.isSuccess && count === 0 && 'text-warn')}
      button={
        <>
          <Wrench size={14} aria-hidden />
          {words}
        </>
      }
    >
      <div className="p-1.5">
        {tools.isError && <ErrorNotice error={tools.error} onRetry={() => void tools.refetch()} />}
        <CheckList items={items} chosenIds={chosen ?? ready.map(({ id }) => id)} onChange={change} />
        <NavLink href={paths.settingsPart('tools')} className="mt-1 block rounded-md border-t border-line px-2.5 py-2 text-sm text-muted hover:bg-hover hover:text-ink">
          {t.setUp}
        </NavLink>
      </div>
    </Popover>
  );
}
