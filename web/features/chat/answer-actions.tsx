'use client';

import { Check, Copy, Download, Ellipsis, RotateCcw } from 'lucide-react';
import { IconButton } from '../../components/button.tsx';
import { Menu } from '../../components/menu.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { conversationExportPath } from '../../lib/api/conversations.ts';
import { useText } from '../../lib/i18n/language.ts';
import type { AnswerProps } from './answer.tsx';
import { AnswerFeedback } from './answer-feedback.tsx';
import { AnswerUsage } from './answer-usage.tsx';
import { VersionArrows } from './branches/version-arrows.tsx';
import { withoutCitations } from './plain-text.ts';
import { textWithSources } from './text-with-sources.ts';

/** Copy, answer again, versions, thumbs, export. */
export function AnswerActions({ conversationId, answer, version, onAgain }: AnswerProps) {
  const { chat: t, common } = useText();
  const { isCopied, copy } = useCopy();
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
      <VersionArrows {...version} name={t.answer.version} />
      {answer.usage && <AnswerUsage usage={answer.usage} />}
    </div>
  );
}
