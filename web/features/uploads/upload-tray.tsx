'use client';

import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useState } from 'react';
import { Bar } from '../../components/bar.tsx';
import { Button, IconButton } from '../../components/button.tsx';
import { NavLink } from '../../components/nav-link.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { useServerWords } from '../../lib/i18n/server-text.ts';
import { paths } from '../../lib/navigation.ts';
import { useKnowledgeBases } from '../../lib/queries.ts';
import { useBusyKnowledgeBases } from '../knowledge/progress.ts';
import { ReadingProgress } from './reading-progress.tsx';
import { TakenNames } from './taken-names.tsx';
import { dismissUpload, type Upload, useUploads } from './upload-queue.ts';

/** Long work, over nothing else on the page: uploads from here and documents being read in the server. It survives navigation and reload. */
export function UploadTray({ startsFolded = false }: { startsFolded?: boolean }) {
  const t = useText().common.tray;
  const uploads = useUploads();
  const busy = useBusyKnowledgeBases(useKnowledgeBases().data?.items);
  const [isFolded, setFolded] = useState(startsFolded);
  if (uploads.length === 0 && busy.length === 0) return null;
  return (
    <section aria-label={t.title} className="shrink-0 border-line bg-surface max-md:border-b md:border-t">
      <button
        type="button"
        aria-expanded={!isFolded}
        onClick={() => setFolded(!isFolded)}
        className="flex w-full items-center justify-between px-4 py-2.5 text-sm font-medium"
      >
        {t.title}
        {isFolded ? <ChevronUp size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
      </button>
      {!isFolded && (
        <ul className="max-h-72 divide-y divide-line overflow-y-auto border-t border-line">
          {uploads.map((upload) => (
            <UploadProgress key={upload.id} upload={upload} />
          ))}
          {busy.map((knowledgeBase) => (
            <ReadingProgress key={knowledgeBase.id} knowledgeBase={knowledgeBase} />
          ))}
        </ul>
      )}
    </section>
  );
}

function UploadProgress({ upload }: { upload: Upload }) {
  const t = useText();
  const format = useFormat();
  const words = useServerWords();
  const { knowledgeBase, sentBytes, totalBytes, acceptedCount, rejected, taken, state, error } = upload;
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex items-center gap-2">
        <NavLink href={paths.knowledgeBase(knowledgeBase.id)} className="min-w-0 flex-1 truncate font-medium hover:underline">
          {knowledgeBase.name}
        </NavLink>
        {state !== 'sending' && (
          <IconButton label={t.common.tray.dismiss} size="small" onClick={() => dismissUpload(upload.id)}>
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {state === 'sending' && (
        <>
          <p className="text-muted">{t.common.tray.uploading(format.bytes(sentBytes), format.bytes(totalBytes))}</p>
          <Bar value={totalBytes === 0 ? 0 : sentBytes / totalBytes} label={knowledgeBase.name} className="mt-1.5" />
        </>
      )}
      {state === 'done' && <p className="text-muted">{t.common.tray.uploaded(format.number(acceptedCount))}</p>}
      {state === 'failed' && (
        <div className="mt-1 flex items-center gap-2">
          <p className="min-w-0 flex-1 text-danger">
            {t.common.tray.failedUpload}: {error && t.errors[error.code]}
          </p>
          <Button size="small" onClick={upload.resume}>
            {t.common.retry}
          </Button>
        </div>
      )}
      {state === 'done' && taken.length > 0 && <TakenNames upload={upload} />}
      {rejected.length > 0 && (
        <details className="mt-1">
          <summary className="text-danger">{t.common.tray.rejected(format.number(rejected.length))}</summary>
          <ul className="mt-1 max-h-40 space-y-1.5 overflow-y-auto text-xs">
            {rejected.map(({ name, error: reason }, index) => (
              <li key={index}>
                <span className="font-medium">{name}</span>
                <span className="block text-muted">{words(reason.message, reason.hint)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
