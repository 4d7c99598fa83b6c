'use client';

import { lazy, Suspense } from 'react';
import type { AssistantMessage } from '#contracts/message';
import { Notice } from '../../components/notice.tsx';
import { asking as en } from '../../lib/i18n/en/asking.ts';
import { useText, useWords } from '../../lib/i18n/language.ts';
import { asking as zh } from '../../lib/i18n/zh/asking.ts';

const ToolCalls = lazy(() => import('./agent/tool-calls.tsx').then((module) => ({ default: module.ToolCalls })));

/** How the answer came to be, before its words: what was searched and where, what an agent did, and whose knowledge it is. */
export function AnswerPreface({ answer }: { answer: AssistantMessage }) {
  const { searchedFor } = useText().chat.answer;
  const t = useWords({ en, zh }).answer;
  const { rewrittenQuestion, routedTo = [], toolCalls = [] } = answer;
  return (
    <>
      {rewrittenQuestion && (
        <p className="mb-3 text-sm text-muted">
          {searchedFor}: <q>{rewrittenQuestion}</q>
        </p>
      )}
      {routedTo.length > 0 && (
        <p className="mb-3 text-sm text-muted">
          {t.routed}: {routedTo.map(({ name }) => name).join(', ')}
        </p>
      )}
      {toolCalls.length > 0 && (
        <Suspense>
          <ToolCalls turnId={answer.turnId} calls={toolCalls} isOver={answer.status !== 'streaming'} />
        </Suspense>
      )}
      {answer.isOwnKnowledge && (
        <Notice className="mb-4" look="warn" title={t.ownKnowledge}>
          {t.ownKnowledgeText}
        </Notice>
      )}
    </>
  );
}
