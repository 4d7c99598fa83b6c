'use client';

import { Copy, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import type { Model } from '#contracts/model';
import type { Summary } from '#contracts/summary';
import { IconButton } from '../../../components/button.tsx';
import { RemovedLine } from '../../../components/removed-line.tsx';
import { useCopy } from '../../../components/use-copy.ts';
import { removeSummary } from '../../../lib/api/summaries.ts';
import { useFormat, useText } from '../../../lib/i18n/language.ts';
import { useServerText } from '../../../lib/i18n/server-text.ts';
import { keys, useRefresh } from '../../../lib/queries.ts';
import { removeWithUndo, useHiddenIds } from '../../../lib/undoable-removal.ts';
import { useModelLabel } from '../../models/model-state.ts';

/** A summary with who made it, and the summaries of the parts it was made from. */
export function SummaryCard({ summary, models }: { summary: Summary; models: readonly Model[] }) {
  const t = useText();
  const words = t.curation.summaries;
  const format = useFormat();
  const told = useServerText();
  const label = useModelLabel();
  const { copy, isCopied } = useCopy();
  const { id, documentId, text, steps, instructions, chunkIds, isStale, createdAt } = summary;
  const refresh = useRefresh(keys.summaries(documentId));
  const model = models.find((each) => each.id === summary.model);
  const notice = t.common.removed(words.name);
  const undoRemoval = useRef<() => void>(undefined);
  const isRemoved = useHiddenIds().has(id);
  const remove = () => {
    undoRemoval.current = removeWithUndo({
      ids: [id],
      name: words.name,
      notice,
      commit: () => removeSummary(documentId, id).finally(() => void refresh()),
    });
  };
  if (isRemoved) return <RemovedLine text={notice} onUndo={() => undoRemoval.current?.()} />;
  return (
    <article className="rounded-lg border border-line px-4 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1 text-xs text-muted">
          {instructions && <p className="text-sm font-medium text-ink">{instructions}</p>}
          <p>{words.madeBy(model ? label(model) : summary.model, format.dateTime(createdAt))}</p>
          {chunkIds.length > 0 && <p>{words.ofChunks(format.number(chunkIds.length))}</p>}
          {isStale && <p className="text-warn">{words.stale}</p>}
        </div>
        <IconButton label={isCopied ? t.common.copied : t.common.copy} size="small" onClick={() => void copy(text)}>
          <Copy size={14} aria-hidden />
        </IconButton>
        <IconButton label={words.delete} size="small" onClick={remove}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      </div>
      <p className="mt-2 text-sm leading-relaxed whitespace-pre-wrap">{text}</p>
      {steps.length > 1 && (
        <details className="mt-3 text-sm">
          <summary className="w-fit rounded text-muted">{words.parts(format.number(steps.length))}</summary>
          <ol className="mt-2 list-decimal space-y-2 pl-5 text-muted">
            {steps.map((step, index) => (
              <li key={index} className="whitespace-pre-wrap">
                {told(step)}
              </li>
            ))}
          </ol>
        </details>
      )}
    </article>
  );
}
