'use client';

import { useState } from 'react';
import type { DocumentStatus } from '#contracts/document';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { uploadFiles } from '../uploads/upload-queue.ts';
import { AddFromWeb } from './add-from-web.tsx';
import { BatchBar } from './batch-bar.tsx';
import { CrawlList } from './crawl-list.tsx';
import { DocumentDrawer } from './document-drawer.tsx';
import { DocumentTable } from './document-table.tsx';
import { DocumentTools } from './document-tools.tsx';
import { IngestionControls } from './ingestion-controls.tsx';
import { DropZone } from './drop-zone.tsx';
import { useFollowedKnowledgeBase } from './progress.ts';
import { useDocumentRows } from './use-document-rows.ts';
import { useSelection } from './use-selection.ts';

/** The documents of a knowledge base. The drop zone is all there is while there are none. */
export function DocumentsTab({ knowledgeBase }: { knowledgeBase: KnowledgeBase }) {
  const [query, setQuery] = useState('');
  const [status, setStatus] = useState<DocumentStatus>();
  const [openId, setOpenId] = useState<string>();
  const { batch, rebuild, crawls, documents: live } = useFollowedKnowledgeBase(knowledgeBase.id);
  const rows = useDocumentRows(knowledgeBase.id, { query, status });
  const selection = useSelection();
  const isFiltered = query !== '' || status !== undefined;
  const isEmpty = !rows.isPending && rows.total === 0 && !isFiltered;
  return (
    <DropZone isLarge={isEmpty} onFiles={(files) => uploadFiles(knowledgeBase, files)} more={<AddFromWeb knowledgeBaseId={knowledgeBase.id} />}>
      <CrawlList knowledgeBaseId={knowledgeBase.id} live={crawls} />
      {!isEmpty && (
        <>
          <DocumentTools
            knowledgeBase={knowledgeBase}
            query={query}
            onQuery={setQuery}
            status={status}
            onStatus={setStatus}
            selection={selection}
            rows={rows}
          />
          <BatchBar batch={batch} rebuild={rebuild} />
          <IngestionControls knowledgeBase={knowledgeBase} isWorking={rebuild?.state === 'running'} />
          <DocumentTable rows={rows} live={live} selection={selection} onOpen={setOpenId} />
        </>
      )}
      {openId && <DocumentDrawer id={openId} live={live.get(openId)} onClose={() => setOpenId(undefined)} />}
    </DropZone>
  );
}
