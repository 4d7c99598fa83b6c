'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { Document, DocumentProgress } from '#contracts/document';
import { buttonClass } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { QueryState } from '../../components/query-state.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { documentContentPath, getDocument } from '../../lib/api/documents.ts';
import { useText } from '../../lib/i18n/language.ts';
import { useServerText } from '../../lib/i18n/server-text.ts';
import { keys } from '../../lib/queries.ts';
import { ChunkList } from './chunks/chunk-list.tsx';
import { DocumentFacts } from './document/document-facts.tsx';
import { DocumentRelatives } from './document/document-relatives.tsx';
import { FailureNotice } from './document/failure-notice.tsx';
import { MetadataEditor } from './document/metadata-editor.tsx';
import { OwnSplitting } from './document/own-splitting.tsx';
import { ReingestSection } from './document/reingest-section.tsx';
import { TagsEditor } from './document/tags-editor.tsx';
import { UpdateNotice } from './document/update-notice.tsx';
import { SourceLink } from './source-link.tsx';
import { SummaryTab } from './summaries/summary-tab.tsx';

/** How often a document on its way is asked for; events tell only of the one the drawer was opened with. */
const askEveryMs = 1_500;

type DocumentDrawerProps = { id: string; live: DocumentProgress | undefined; onClose: () => void };

/** A document with its chunks, its summaries and what is known of it; from there to the one it was found in, and those found in it. */
export function DocumentDrawer({ id, live, onClose }: DocumentDrawerProps) {
  const t = useText();
  const [shownId, setShownId] = useState(id);
  const status = shownId === id ? live?.status : undefined;
  const document = useQuery({
    queryKey: [...keys.document(shownId), 'one', status],
    queryFn: ({ signal }) => getDocument(shownId, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data === undefined || data.status === 'ready' || data.status === 'failed' ? false : askEveryMs),
  });
  const { data } = document;
  return (
    <Dialog onClose={onClose} title={data?.name ?? t.common.loading} place="right">
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-5 pb-5">
        <QueryState query={document} rows={6} />
        {data && <DocumentBody key={data.id} document={data} onOpen={setShownId} />}
      </div>
    </Dialog>
  );
}

function DocumentBody({ document, onOpen }: { document: Document; onOpen: (id: string) => void }) {
  const t = useText();
  const told = useServerText();
  const [tab, setTab] = useState<'chunks' | 'summary' | 'details'>('chunks');
  const { id, name, sourceUrl, failure, notes } = document;
  return (
    <>
      <a href={documentContentPath(id)} target="_blank" rel="noopener" className={`${buttonClass('plain', 'small')} w-fit`}>
        <ExternalLink size={14} aria-hidden />
        {t.chat.sourcePanel.openOriginal}
      </a>
      {sourceUrl && <SourceLink url={sourceUrl} />}
      <DocumentRelatives document={document} onOpen={onOpen} />
      <UpdateNotice document={document} />
      {failure && <FailureNotice document={document} failure={failure} />}
      {notes.map((note) => (
        <Notice key={note} title={told(note)} className="mt-3" />
      ))}
      <Tabs
        className="mt-3"
        label={name}
        active={tab}
        onChange={setTab}
        tabs={[
          { id: 'chunks', label: t.knowledge.document.chunks, content: <ChunkList document={document} /> },
          { id: 'summary', label: t.curation.document.summary, content: <SummaryTab document={document} /> },
          { id: 'details', label: t.knowledge.document.details, content: <Details document={document} /> },
        ]}
      />
    </>
  );
}

function Details({ document }: { document: Document }) {
  return (
    <div className="space-y-7">
      <TagsEditor document={document} />
      <MetadataEditor document={document} />
      <OwnSplitting document={document} />
      <ReingestSection document={document} />
      <DocumentFacts document={document} />
    </div>
  );
}
