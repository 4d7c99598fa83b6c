'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Document } from '#contracts/document';
import { pageSizeLimit } from '#contracts/pagination';
import { Button } from '../../../components/button.tsx';
import { getDocument, listDocuments } from '../../../lib/api/documents.ts';
import { useFormat, useText } from '../../../lib/i18n/language.ts';
import { keys } from '../../../lib/queries.ts';

const fewParts = 5;

type DocumentRelativesProps = { document: Document; onOpen: (id: string) => void };

/** The archive or mail a document was found in, and the documents found in it. */
export function DocumentRelatives({ document, onOpen }: DocumentRelativesProps) {
  const { parentId } = document;
  return (
    <>
      {parentId !== undefined && <ParentLink id={parentId} onOpen={onOpen} />}
      <PartList document={document} onOpen={onOpen} />
    </>
  );
}

function ParentLink({ id, onOpen }: { id: string; onOpen: (id: string) => void }) {
  const t = useText().curation.document;
  const parent = useQuery({ queryKey: keys.document(id), queryFn: ({ signal }) => getDocument(id, signal) });
  if (!parent.data) return null;
  return (
    <p className="mt-2 text-sm">
      <span className="text-muted">{t.partOf}: </span>
      <DocumentLink name={parent.data.name} onOpen={() => onOpen(id)} />
    </p>
  );
}

function PartList({ document, onOpen }: DocumentRelativesProps) {
  const t = useText().curation.document;
  const format = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  const { id, knowledgeBaseId, name } = document;
  const pageSize = showsAll ? pageSizeLimit : fewParts;
  const parts = useQuery({
    queryKey: [...keys.parts(id), pageSize],
    queryFn: ({ signal }) => listDocuments(knowledgeBaseId, { parentId: id, sort: 'name', page: 1, pageSize }, signal),
    placeholderData: (before) => before,
  });
  if (!parts.data || parts.data.total === 0) return null;
  const { items, total } = parts.data;
  return (
    <div className="mt-2 text-sm">
      <p className="text-muted">{t.parts(format.number(total))}</p>
      <ul className="mt-1 max-h-48 space-y-0.5 overflow-y-auto">
        {items.map((part) => (
          <li key={part.id}>
            <DocumentLink name={part.name.startsWith(`${name}/`) ? part.name.slice(name.length + 1) : part.name} onOpen={() => onOpen(part.id)} />
          </li>
        ))}
      </ul>
      {total > items.length && !showsAll && (
        <Button size="small" look="quiet" className="-ml-2.5" onClick={() => setShowsAll(true)}>
          {t.showAllParts(format.number(total))}
        </Button>
      )}
    </div>
  );
}

function DocumentLink({ name, onOpen }: { name: string; onOpen: () => void }) {
  return (
    <button type="button" onClick={onOpen} className="rounded text-left break-all text-accent underline">
      {name}
    </button>
  );
}
