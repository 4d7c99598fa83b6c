'use client';

import type { ToolCall } from '#contracts/tool-call';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useFormat, useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { ToolCallStep } from './tool-call-step.tsx';

type ToolCallsProps = { turnId: string; calls: readonly ToolCall[]; isOver: boolean };

/** What an agent did, step by step: open while it works, folded to one line when the answer is there. */
export function ToolCalls({ turnId, calls, isOver }: ToolCallsProps) {
  const t = useWords({ en, zh }).tools;
  const format = useFormat();
  const steps = (
    <ol className="ml-1.5 space-y-3 border-l border-line pl-4">
      {calls.map((call) => (
        <ToolCallStep key={call.id} turnId={turnId} call={call} isOver={isOver} />
      ))}
    </ol>
  );
  if (!isOver) return <div className="mb-4">{steps}</div>;
  return (
    <details className="mb-4">
      <summary className="w-fit rounded text-sm text-muted hover:text-ink">{t.calls(format.number(calls.length))}</summary>
      <div className="mt-3">{steps}</div>
    </details>
  );
}
