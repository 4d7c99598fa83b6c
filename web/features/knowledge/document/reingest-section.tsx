'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Document } from '#contracts/document';
import { Button } from '../../../components/button.tsx';
import { CheckField } from '../../../components/check-field.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { withdrawChunks } from '../../../lib/api/chunks.ts';
import { reingestDocument } from '../../../lib/api/documents.ts';
import { useText } from '../../../lib/i18n/language.ts';
import { showToast } from '../../../lib/toasts.ts';
import { useRefreshDocument } from './use-refresh-document.ts';

/** Makes the chunks of a document anew; those supplied by hand are given up for it. */
export function ReingestSection({ document }: { document: Document }) {
  const t = useText().curation.document;
  const refresh = useRefreshDocument(document);
  const [dropsEdits, setDropsEdits] = useState(false);
  const { id, hasCustomChunks, status } = document;
  const renew = useMutation({
    mutationFn: () => (hasCustomChunks ? withdrawChunks(id) : reingestDocument(id, { keepEdits: !dropsEdits })),
    onSuccess: () => {
      setDropsEdits(false);
      showToast({ text: t.reingestQueued });
    },
    onSettled: refresh,
  });
  return (
    <section className="space-y-3">
      <div>
        <h3 className="text-sm font-medium">{t.reingest}</h3>
        <p className="text-xs text-muted">{hasCustomChunks ? t.customChunks : t.reingestHint}</p>
      </div>
      {!hasCustomChunks && <CheckField label={t.dropEdits} checked={dropsEdits} onChange={setDropsEdits} />}
      {renew.isError && <ErrorNotice error={renew.error} />}
      <Button size="small" disabled={renew.isPending || status !== 'ready'} onClick={() => renew.mutate()}>
        {hasCustomChunks ? t.withdraw : t.reingest}
      </Button>
    </section>
  );
}
