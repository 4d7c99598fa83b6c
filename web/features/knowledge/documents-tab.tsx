'use client';

import { useState } from 'react';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { uploadFiles } from '../uploads/upload-queue.ts';
import { AddFromWeb } from './add-from-web.tsx';
import { BatchBar } from './batch-bar.tsx';
import { useBulkChanges } from './bulk-changes.ts';
import { BulkFailures } from './bulk-failures.tsx';
import { CrawlList } from './crawl-list.tsx';
import { DocumentDrawer } from './document-drawer.tsx';
import { DocumentTable } from './document-table.tsx';
import { DocumentTools } from './document-tools.tsx';
import { IngestionControls } from './ingestion-controls.tsx';
import { DropZone } from './drop-zone.tsx';
import { useFollowedKnowledgeBase } from './progress.ts';
import { allDocuments, type RowFilter, useDocumentRows } from './use-document-rows.ts';
import { useSelection } from './use-selection.ts';

/** The documents of a knowledge base. The drop zone is all there is while there are none. */
export function DocumentsTab({ knowledgeBase }: { knowledgeBase: KnowledgeBase }) {
  const [filter, setFilter] = useState<RowFilter>(allDocuments);
  const [openId, setOpenId] = useState<string>();
  const { batch, rebuild, crawls, documents: live } = useFollowedKnowledgeBase(knowledgeBase.id);
  const rows = useDocumentRows(knowledgeBase.id, filter);
  const selection = useSelection();
  const bulk = useBulkChanges(knowledgeBase);
  const changeFilter = (part: Partial<RowFilter>) => {
    const next = { ...filter, ...part };
    if (JSON.stringify(next) === JSON.stringify(filter)) return;
    setFilter(next);
    selection.clear();
  };
  const isFiltered = filter.query !== '' || filter.status !== undefined || filter.tag !== '';
  const isEmpty = !rows.isPending && rows.total === 0 && !isFiltered;
  return (
    <DropZone isLarge={isEmpty} onFiles={(files) => uploadFiles(knowledgeBase, files)} more={<AddFromWeb knowledgeBaseId={knowledgeBase.id} />}>
      <CrawlList knowledgeBaseId={knowledgeBase.id} live={crawls} />
      {!isEmpty && (
        <>
          <DocumentTools filter={filter} onFilter={changeFilter} selection={selection} rows={rows} bulk={bulk} />
          <BulkFailures failures={bulk.failures} onClose={bulk.forgetFailures} />
          {bulk.error && <ErrorNotice error={bulk.error} className="mb-3" />}
          <BatchBar batch={batch} rebuild={rebuild} />
          <IngestionControls knowledgeBase={knowledgeBase} isWorking={rebuild?.state === 'running'} />
          {rows.failure && rows.total > 0 && <ErrorNotice error={rows.failure} onRetry={rows.retry} className="mb-3" />}
          <DocumentTable rows={rows} live={live} selection={selection} onOpen={setOpenId} onTag={(tag) => changeFilter({ tag })} />
        </>
      )}
      {openId && <DocumentDrawer id={openId} live={live.get(openId)} onClose={() => setOpenId(undefined)} />}
    </DropZone>
  );
}
