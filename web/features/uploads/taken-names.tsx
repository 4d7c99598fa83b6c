'use client';

import { Button } from '../../components/button.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { resolveTaken, skipTaken, type Upload } from './upload-queue.ts';

const namesShown = 3;

/** Asks what becomes of files whose names are taken: nothing is replaced without a word. */
export function TakenNames({ upload }: { upload: Upload }) {
  const t = useText().common.tray;
  const format = useFormat();
  const names = upload.taken.slice(0, namesShown).map(({ path }) => path);
  const more = upload.taken.length - names.length;
  return (
    <div className="mt-1.5 rounded-md border border-line bg-sunken p-2.5">
      <p>{t.taken(format.number(upload.taken.length))}</p>
      <p className="mt-0.5 truncate text-xs text-muted" title={upload.taken.map(({ path }) => path).join('\n')}>
        {names.join(', ')}
        {more > 0 && ` +${format.number(more)}`}
      </p>
      <div className="mt-2 flex flex-wrap gap-1.5">
        <Button size="small" look="primary" onClick={() => resolveTaken(upload.id, 'replace')}>
          {t.replace}
        </Button>
        <Button size="small" onClick={() => resolveTaken(upload.id, 'keep-both')}>
          {t.keepBoth}
        </Button>
        <Button size="small" look="quiet" onClick={() => skipTaken(upload.id)}>
          {t.skip}
        </Button>
      </div>
    </div>
  );
}
