'use client';

import { Ellipsis, Eye, EyeOff, Pencil, Plus, Trash2, Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { DocumentChunk } from '#contracts/chunk';
import type { Document } from '#contracts/document';
import { IconButton } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Menu, type MenuItem } from '../../../components/menu.tsx';
import { RemovedLine } from '../../../components/removed-line.tsx';
import { classNames } from '../../../lib/class-names.ts';
import { useFormat, useText } from '../../../lib/i18n/language.ts';
import { useHiddenIds } from '../../../lib/undoable-removal.ts';
import { SourcePlace } from '../../chat/source-place.tsx';
import { ChunkBadges } from './chunk-badges.tsx';
import { ChunkEditor } from './chunk-editor.tsx';
import type { Writing } from './chunk-list.tsx';
import { useChunkActions } from './use-chunk-actions.ts';

type ChunkCardProps = {
  document: Document;
  chunk: DocumentChunk;
  writing: Writing | undefined;
  onWrite: (writing: Writing | undefined) => void;
};

/** A chunk: where it stands, its text, and what can be done with it. The summary of a document is not a curator's to change. */
export function ChunkCard({ document, chunk, writing, onWrite }: ChunkCardProps) {
  const t = useText();
  const format = useFormat();
  const editButton = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  const undoRemoval = useRef<() => void>(undefined);
  const actions = useChunkActions(document);
  const isEditing = writing?.kind === 'edit' && writing.chunkId === chunk.id;
  useEffect(() => {
    if (isEditing) wasEditing.current = true;
    if (!wasEditing.current || writing !== undefined) return;
    wasEditing.current = false;
    editButton.current?.focus();
  }, [isEditing, writing]);
  const isRemoved = useHiddenIds().has(chunk.id);
  const items = useMenuItems(chunk, actions, () => (undoRemoval.current = actions.remove(chunk)), () => onWrite({ kind: 'add', position: chunk.position + 1 }));
  const failure = actions.update.error ?? actions.undoEdit.error;
  const { page, heading, place } = chunk;
  if (isRemoved) return <RemovedLine text={t.curation.chunks.deleted(format.number(chunk.position + 1))} onUndo={() => undoRemoval.current?.()} />;
  return (
    <div className={classNames('rounded-lg border border-line px-3 py-2.5', !chunk.isEnabled && 'bg-sunken')}>
      <div className="flex min-h-7 items-center gap-2 text-xs text-muted">
        <span className="shrink-0 tabular-nums">{format.number(chunk.position + 1)}</span>
        <span className="min-w-0 flex-1">
          <SourcePlace source={{ page, heading, place }} />
        </span>
        <ChunkBadges chunk={chunk} />
        {chunk.origin !== 'summary' && !isEditing && (
          <span className="flex shrink-0">
            <IconButton
              ref={editButton}
              label={t.curation.chunks.edit}
              size="small"
              disabled={writing !== undefined}
              onClick={() => onWrite({ kind: 'edit', chunkId: chunk.id })}
            >
              <Pencil size={14} aria-hidden />
            </IconButton>
            <Menu label={t.curation.chunks.actions(format.number(chunk.position + 1))} icon={<Ellipsis size={15} aria-hidden />} items={items} />
          </span>
        )}
      </div>
      {isEditing ? (
        <ChunkEditor
          label={t.curation.chunks.editLabel}
          text={chunk.text}
          onSave={(text) => actions.update.mutateAsync({ chunkId: chunk.id, text })}
          onClose={() => {
            actions.update.reset();
            onWrite(undefined);
          }}
        />
      ) : (
        <p className={classNames('mt-1 text-sm whitespace-pre-wrap', !chunk.isEnabled && 'text-muted')}>{chunk.text}</p>
      )}
      {failure && !isEditing && <ErrorNotice error={failure} className="mt-2" onRetry={() => void actions.refresh()} />}
    </div>
  );
}

function useMenuItems(chunk: DocumentChunk, actions: ReturnType<typeof useChunkActions>, onRemove: () => void, onAdd: () => void): MenuItem[] {
  const t = useText();
  const { editId, isEnabled, origin, id: chunkId } = chunk;
  const reset: MenuItem[] =
    origin === 'edited' && editId !== undefined
      ? [{ label: t.curation.chunks.reset, icon: <Undo2 size={15} aria-hidden />, onSelect: () => actions.undoEdit.mutate(editId) }]
      : [];
  return [
    isEnabled
      ? { label: t.curation.chunks.disable, icon: <EyeOff size={15} aria-hidden />, onSelect: () => actions.update.mutate({ chunkId, isEnabled: false }) }
      : { label: t.curation.chunks.enable, icon: <Eye size={15} aria-hidden />, onSelect: () => actions.update.mutate({ chunkId, isEnabled: true }) },
    ...reset,
    { label: t.curation.chunks.addAfter, icon: <Plus size={15} aria-hidden />, onSelect: onAdd },
    { label: t.common.delete, icon: <Trash2 size={15} aria-hidden />, danger: true, startsGroup: true, onSelect: onRemove },
  ];
}
