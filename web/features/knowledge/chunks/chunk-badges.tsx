'use client';

import type { ReactNode } from 'react';
import type { DocumentChunk } from '#contracts/chunk';
import { useText } from '../../../lib/i18n/language.ts';

/** What sets a chunk apart from those of the document's own text. */
export function ChunkBadges({ chunk: { origin, isEnabled } }: { chunk: DocumentChunk }) {
  const { chunks, place } = useText().curation;
  return (
    <span className="flex shrink-0 gap-1">
      {origin === 'edited' && <Badge look="bg-accent-soft text-accent">{chunks.edited}</Badge>}
      {origin === 'added' && <Badge look="bg-accent-soft text-accent">{chunks.added}</Badge>}
      {origin === 'summary' && <Badge look="bg-accent-soft text-accent">{place.origins.summary}</Badge>}
      {!isEnabled && <Badge look="bg-warn-soft text-warn">{chunks.off}</Badge>}
    </span>
  );
}

function Badge({ look, children }: { look: string; children: ReactNode }) {
  return <span className={`rounded-full px-2 py-0.5 text-xs ${look}`}>{children}</span>;
}
