'use client';

import { useState } from 'react';
import type { Document } from '#contracts/document';

export type Selection = ReturnType<typeof useSelection>;

const byId = (documents: Iterable<Document>) => new Map([...documents].map((document) => [document.id, document]));

/** The ticked documents. They stay ticked when their rows are scrolled away. */
export function useSelection() {
  const [ticked, setTicked] = useState<ReadonlyMap<string, Document>>(new Map());
  return {
    documents: [...ticked.values()],
    has: (id: string) => ticked.has(id),
    toggle: (document: Document) =>
      setTicked((now) => byId(now.has(document.id) ? [...now.values()].filter(({ id }) => id !== document.id) : [...now.values(), document])),
    set: (documents: Iterable<Document>) => setTicked(byId(documents)),
    clear: () => setTicked(new Map()),
  };
}
