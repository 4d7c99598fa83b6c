'use client';

import { useMutation } from '@tanstack/react-query';
import type { Document } from '#contracts/document';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import { discardPending } from '../../../lib/api/documents.ts';
import { useText } from '../../../lib/i18n/language.ts';
import { showToast } from '../../../lib/toasts.ts';
import { useRefreshDocument } from './use-refresh-document.ts';

/** A document that answers while a newer version of it, or new chunks of it, are being made; or could not be. */
export function UpdateNotice({ document }: { document: Document }) {
  const t = useText().curation.document;
  const refresh = useRefreshDocument(document);
  const discard = useMutation({
    mutationFn: () => discardPending(document.id),
    onSuccess: () => void showToast({ text: t.discarded }),
    onSettled: refresh,
  });
  const { isUpdating, status, chunkCount } = document;
  if (chunkCount === 0) return null;
  if (!isUpdating) {
    return status === 'ready' || status === 'failed' ? null : <Notice className="mt-3" title={t.renewing} />;
  }
  const hasFailed = status === 'failed';
  return (
    <>
      <Notice
        look={hasFailed ? 'warn' : 'info'}
        className="mt-3"
        title={hasFailed ? t.updateFailed : t.updating}
        action={
          <Button size="small" disabled={discard.isPending} onClick={() => discard.mutate()}>
            {t.discard}
          </Button>
        }
      />
      {discard.isError && <ErrorNotice error={discard.error} className="mt-3" />}
    </>
  );
}
