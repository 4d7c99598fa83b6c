'use client';

import { Ban, Check, CircleAlert, Hand, LoaderCircle } from 'lucide-react';
import type { ToolCall, ToolCallState } from '#contracts/tool-call';
import { classNames } from '../../../lib/class-names.ts';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useFormat, useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { ToolApproval } from './tool-approval.tsx';
import { readableInput } from './readable-input.ts';
import { useToolName } from './tool-names.ts';

const marks = {
  waiting: { icon: Hand, color: 'text-warn' },
  running: { icon: LoaderCircle, color: 'animate-spin text-accent motion-reduce:animate-none' },
  complete: { icon: Check, color: 'text-ok' },
  failed: { icon: CircleAlert, color: 'text-danger' },
  refused: { icon: Ban, color: 'text-muted' },
} as const;

/** One call: the thought before it, the tool in words, what it was given, how it stands, and folded away what it gave. */
export function ToolCallStep({ turnId, call, isOver }: { turnId: string; call: ToolCall; isOver: boolean }) {
  const t = useWords({ en, zh }).tools;
  const format = useFormat();
  const name = useToolName()(call.tool);
  const isLeft = isOver && (call.state === 'waiting' || call.state === 'running');
  const state: ToolCallState = isLeft ? 'refused' : call.state;
  const { icon: Icon, color } = marks[state];
  return (
    <li className="text-sm">
      {call.thought && <p className="mb-1.5 leading-relaxed whitespace-pre-wrap text-muted">{call.thought.trim()}</p>}
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <Icon size={15} aria-hidden className={classNames('shrink-0', color)} />
        <span className="font-medium">{name}</span>
        <span className="text-xs text-muted">
          {isLeft ? t.brokenOff : t.states[state]}
          {call.durationMs !== undefined && `, ${format.milliseconds(call.durationMs)}`}
        </span>
      </p>
      <p className="mt-0.5 line-clamp-3 pl-[1.45rem] text-muted">{readableInput(call.input)}</p>
      {call.state === 'waiting' && !isOver && <ToolApproval turnId={turnId} callId={call.id} toolName={name} />}
      {call.output !== undefined && (
        <details className="mt-1 pl-[1.45rem]">
          <summary className="w-fit rounded text-xs text-muted hover:text-ink">{t.output}</summary>
          <pre
            tabIndex={0}
            className={classNames(
              'mt-1 max-h-72 overflow-auto rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs break-words whitespace-pre-wrap',
              call.state === 'failed' && 'text-danger',
            )}
          >
            {call.output.trim() || t.noOutput}
          </pre>
        </details>
      )}
    </li>
  );
}
