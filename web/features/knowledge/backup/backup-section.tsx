'use client';

import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Section } from '../../../components/section.tsx';
import { downloadBackup } from '../../../lib/api/backups.ts';
import { useFormat, useText } from '../../../lib/i18n/language.ts';

/** The browser has taken the file over by then. */
const releaseAfterMs = 60_000;

function saveAs(name: string, archive: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(archive);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), releaseAfterMs);
}

/** The whole knowledge base as one file. */
export function BackupSection({ knowledgeBase }: { knowledgeBase: KnowledgeBase }) {
  const t = useText().curation.backup;
  const format = useFormat();
  const [receivedBytes, setReceivedBytes] = useState(0);
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const download = useMutation({
    mutationFn: async () => {
      const { signal } = (controller.current = new AbortController());
      setReceivedBytes(0);
      const received = await downloadBackup(knowledgeBase.id, setReceivedBytes, signal).catch((error: unknown) => {
        if (signal.aborted) return undefined;
        throw error;
      });
      if (received) saveAs(received.name, received.archive);
      return received;
    },
  });
  return (
    <Section title={t.title} text={t.text}>
      {download.isError && <ErrorNotice error={download.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={download.isPending} onClick={() => download.mutate()}>
          <Download size={15} aria-hidden />
          {t.download}
        </Button>
        {download.isPending && (
          <>
            <span role="status" className="text-sm text-muted tabular-nums">
              {t.receiving(format.bytes(receivedBytes))}
            </span>
            <Button size="small" look="quiet" onClick={() => controller.current?.abort()}>
              {t.stop}
            </Button>
          </>
        )}
        {download.data && (
          <span role="status" className="text-sm text-muted">
            {t.complete(download.data.name, format.bytes(download.data.archive.size))}
          </span>
        )}
      </div>
    </Section>
  );
}
