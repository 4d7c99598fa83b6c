'use client';

import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { chunkTextMaxChars } from '#contracts/chunk';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { TextArea } from '../../../components/field.tsx';
import { Notice } from '../../../components/notice.tsx';
import { toApiError } from '../../../lib/api/request.ts';
import { useFormat, useText } from '../../../lib/i18n/language.ts';

const fewestRows = 4;
const mostRows = 16;
/** About so many characters stand in a line. */
const lineChars = 60;

function rowsFor(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / lineChars)), 0);
  return Math.min(mostRows, Math.max(fewestRows, lines + 1));
}

type ChunkEditorProps = { label: string; text: string; onSave: (text: string) => Promise<unknown>; onClose: () => void };

/** Writes the text of a chunk. What was typed is never lost to somebody else's change. */
export function ChunkEditor({ label, text: before, onSave, onClose }: ChunkEditorProps) {
  const t = useText();
  const format = useFormat();
  const [text, setText] = useState(before);
  const save = useMutation({ mutationFn: onSave, onSuccess: onClose });
  const written = text.trim();
  const isTooLong = written.length > chunkTextMaxChars;
  const canSave = written !== '' && !isTooLong && !save.isPending;
  const submit = () => {
    if (!canSave) return;
    if (written === before.trim()) onClose();
    else save.mutate(written);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <div data-own-escape onKeyDown={onKeyDown} className="mt-1.5 space-y-2">
      <TextArea
        autoFocus
        aria-label={label}
        aria-invalid={isTooLong}
        rows={rowsFor(before)}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {isTooLong && <p className="text-xs text-danger">{t.curation.chunks.tooLong(format.number(chunkTextMaxChars))}</p>}
      {save.isError && <SaveFailure error={save.error} onClose={onClose} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="min-w-40 flex-1 text-xs text-muted">{t.curation.chunks.editHint}</p>
        <Button size="small" onClick={onClose}>
          {t.common.cancel}
        </Button>
        <Button size="small" look="primary" disabled={!canSave} onClick={submit}>
          {t.common.save}
        </Button>
      </div>
    </div>
  );
}

function SaveFailure({ error, onClose }: { error: unknown; onClose: () => void }) {
  const t = useText().curation.chunks;
  if (toApiError(error).code !== 'conflict') return <ErrorNotice error={error} />;
  return (
    <Notice
      look="warn"
      title={t.conflict}
      action={
        <Button size="small" onClick={onClose}>
          {t.showPresent}
        </Button>
      }
    >
      {t.conflictText}
    </Notice>
  );
}
