'use client';

import type { FolderSync, WatchedFolder } from '#contracts/watched-folder';
import { Button } from '../../../components/button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { useFormat, useText } from '../../../lib/i18n/language.ts';
import { useServerText } from '../../../lib/i18n/server-text.ts';

type FolderTroubleProps = { folder: WatchedFolder; skipped: FolderSync['skipped']; isBusy: boolean; onConfirmRemoval: () => void };

/** What keeps a folder from being followed as it is, with the way out. */
export function FolderTrouble({ folder: { state, message }, skipped, isBusy, onConfirmRemoval }: FolderTroubleProps) {
  const t = useText().curation.folders;
  const format = useFormat();
  const told = useServerText();
  return (
    <>
      {state === 'missing' && (
        <Notice look="danger" className="mt-3" title={t.states.missing}>
          {t.missingHint}
        </Notice>
      )}
      {state === 'holding' && (
        <Notice
          look="warn"
          className="mt-3"
          title={t.holdingHint}
          action={
            <Button size="small" disabled={isBusy} onClick={onConfirmRemoval}>
              {t.confirmRemoval}
            </Button>
          }
        />
      )}
      {message && state !== 'holding' && state !== 'missing' && <p className="mt-2 text-xs text-warn">{told(message)}</p>}
      {skipped.length > 0 && (
        <details className="mt-2 text-xs text-muted">
          <summary className="w-fit rounded">{t.skipped(format.number(skipped.length))}</summary>
          <ul className="mt-1 max-h-40 space-y-1 overflow-y-auto">
            {skipped.map(({ path, reason }) => (
              <li key={path}>
                <span className="break-all text-ink">{path}</span>: {told(reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
