'use client';

import { useMutation } from '@tanstack/react-query';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { decideToolCall } from '../../../lib/api/tools.ts';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';

/** Asks whether the agent may make a call; its events then tell what became of it. */
export function ToolApproval({ turnId, callId, toolName }: { turnId: string; callId: string; toolName: string }) {
  const t = useWords({ en, zh }).tools;
  const decide = useMutation({ mutationFn: (decision: 'allow' | 'refuse') => decideToolCall(turnId, callId, decision) });
  const isDecided = decide.isPending || decide.isSuccess;
  return (
    <div role="group" aria-label={`${toolName}: ${t.asksToCall}`} className="mt-2 ml-[1.45rem] rounded-lg border border-warn/30 bg-warn-soft px-3 py-2.5">
      <p role="status">{t.asksToCall}</p>
      <div className="mt-2 flex gap-2">
        <Button size="small" look="primary" disabled={isDecided} onClick={() => decide.mutate('allow')}>
          {t.allow}
        </Button>
        <Button size="small" disabled={isDecided} onClick={() => decide.mutate('refuse')}>
          {t.refuse}
        </Button>
      </div>
      {decide.isError && <ErrorNotice error={decide.error} className="mt-2" />}
    </div>
  );
}
