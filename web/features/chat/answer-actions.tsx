'use client';

import { Check, ChevronLeft, ChevronRight, Copy, Download, Ellipsis, RotateCcw } from 'lucide-react';
import { IconButton } from '../../components/button.tsx';
import { Menu } from '../../components/menu.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { conversationExportPath } from '../../lib/api/conversations.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import type { AnswerProps } from './answer.tsx';
import { AnswerFeedback } from './answer-feedback.tsx';
import { withoutCitations } from './plain-text.ts';
import { textWithSources } from './text-with-sources.ts';

/** Copy, answer again, versions, thumbs, export. */
export function AnswerActions({ conversationId, answer, version, onAgain }: AnswerProps) {
  const { chat: t, common } = useText();
  const format = useFormat();
  const { isCopied, copy } = useCopy();
  const { usage } = answer;
  const tokens = usage ? usage.promptTokens + usage.completionTokens : 0;
  return (
    <div className="mt-3 -ml-2 flex flex-wrap items-center gap-0.5 text-muted">
      {answer.text && (
        <IconButton label={t.answer.copyWithSources} size="small" onClick={() => copy(textWithSources(answer, t.answer))}>
          {isCopied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
        </IconButton>
      )}
      <IconButton label={t.answer.regenerate} size="small" onClick={onAgain}>
        <RotateCcw size={15} aria-hidden />
      </IconButton>
      <AnswerFeedback conversationId={conversationId} answer={answer} />
      <Menu
        align="start"
        label={common.more}
        icon={<Ellipsis size={16} aria-hidden />}
        items={[
          { label: t.answer.copyPlain, icon: <Copy size={15} aria-hidden />, onSelect: () => copy(withoutCitations(answer.text)) },
          {
            label: t.exportMarkdown,
            icon: <Download size={15} aria-hidden />,
            onSelect: () => window.open(conversationExportPath(conversationId), '_self'),
          },
        ]}
      />
      {version.total > 1 && <VersionArrows {...version} />}
      {usage && tokens > 0 && (
        <span className="ml-auto text-xs">{t.answer.usage(format.number(tokens), format.milliseconds(usage.totalMs))}</span>
      )}
    </div>
  );
}

function VersionArrows({ current, total, choose }: AnswerProps['version']) {
  const t = useText();
  return (
    <span className="inline-flex items-center">
      <IconButton label={t.common.previous} size="small" disabled={current === 1} onClick={() => choose(current - 1)}>
        <ChevronLeft size={15} aria-hidden />
      </IconButton>
      <span className="text-xs tabular-nums" title={t.chat.answer.version(current, total)}>
        <span aria-hidden>
          {current}/{total}
        </span>
        <span className="sr-only">{t.chat.answer.version(current, total)}</span>
      </span>
      <IconButton label={t.common.next} size="small" disabled={current === total} onClick={() => choose(current + 1)}>
        <ChevronRight size={15} aria-hidden />
      </IconButton>
    </span>
  );
}
