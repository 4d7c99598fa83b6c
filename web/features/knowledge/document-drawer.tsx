'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { Document, DocumentProgress } from '#contracts/document';
import { Button, buttonClass } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { documentContentPath, getDocument, retryDocument } from '../../lib/api/documents.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { ChunkList } from './chunk-list.tsx';
import { documentKind } from './document-kind.ts';
import { SourceLink } from './source-link.tsx';

type DocumentDrawerProps = { id: string; live: DocumentProgress | undefined; onClose: () => void };

/** A document with its chunks and what is known of it. */
export function DocumentDrawer({ id, live, onClose }: DocumentDrawerProps) {
  const t = useText();
  const [tab, setTab] = useState<'chunks' | 'details'>('chunks');
  const status = live?.status;
  const document = useQuery({ queryKey: [...keys.document(id), status], queryFn: ({ signal }) => getDocument(id, signal) });
  const { data } = document;
  return (
    <Dialog onClose={onClose} title={data?.name ?? t.common.loading} place="right">
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-5 pb-5">
        {document.isPending && <Skeleton rows={6} />}
        {document.isError && <ErrorNotice error={document.error} onRetry={() => void document.refetch()} />}
        {data && (
          <>
            <a href={documentContentPath(id)} target="_blank" rel="noopener" className={`${buttonClass('plain', 'small')} w-fit`}>
              <ExternalLink size={14} aria-hidden />
              {t.chat.sourcePanel.openOriginal}
            </a>
            {data.sourceUrl && <SourceLink url={data.sourceUrl} />}
            {data.failure && <FailureNotice document={data} failure={data.failure} />}
            {data.notes.map((note) => (
              <Notice key={note} look="warn" title={note} className="mt-3" />
            ))}
            <Tabs
              className="mt-3"
              label={data.name}
              active={tab}
              onChange={setTab}
              tabs={[
                { id: 'chunks', label: t.knowledge.document.chunks, content: <ChunkList documentId={id} version={data.version} /> },
                { id: 'details', label: t.knowledge.document.details, content: <Details document={data} /> },
              ]}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

function FailureNotice({ document, failure }: { document: Document; failure: NonNullable<Document['failure']> }) {
  const t = useText();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryDocument(document.id),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.document(document.id) });
      void client.invalidateQueries({ queryKey: keys.documents(document.knowledgeBaseId) });
    },
  });
  return (
    <Notice
      look="danger"
      className="mt-3"
      title={`${t.knowledge.statuses[failure.stage]}: ${failure.message}`}
      action={
        <Button size="small" disabled={retry.isPending} onClick={() => retry.mutate()}>
          {t.common.retry}
        </Button>
      }
    >
      {failure.hint}
    </Notice>
  );
}

function Details({ document }: { document: Document }) {
  const t = useText().knowledge;
  const format = useFormat();
  const rows: [string, string | undefined][] = [
    [t.document.title, document.title || undefined],
    [t.table.kind, documentKind(document)],
    [t.document.mediaType, document.mediaType],
    [t.table.size, format.bytes(document.sizeBytes)],
    [t.document.pages, document.pageCount === undefined ? undefined : format.number(document.pageCount)],
    [t.document.characters, format.number(document.charCount)],
    [t.document.chunks, format.number(document.chunkCount)],
    [t.document.added, format.dateTime(document.createdAt)],
    [t.document.version, format.number(document.version)],
    [t.document.hash, document.contentHash],
  ];
  return (
    <dl className="divide-y divide-line text-sm">
      {rows
        .filter(([, value]) => value !== undefined)
        .map(([label, value]) => (
          <div key={label} className="flex gap-4 py-2">
            <dt className="w-28 shrink-0 text-muted">{label}</dt>
            <dd className="min-w-0 flex-1">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
