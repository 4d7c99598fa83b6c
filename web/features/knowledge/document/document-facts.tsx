'use client';

import type { Document } from '#contracts/document';
import { useFormat, useText } from '../../../lib/i18n/language.ts';
import { documentKind } from '../document-kind.ts';

/** What is known of a document's file. */
export function DocumentFacts({ document }: { document: Document }) {
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
