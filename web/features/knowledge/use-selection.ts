'use client';

import { useState } from 'react';

export type Selection = ReturnType<typeof useSelection>;

/** Which rows are ticked, by id. */
export function useSelection() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    ids,
    toggle: (id: string) => setIds((now) => (now.has(id) ? new Set([...now].filter((each) => each !== id)) : new Set([...now, id]))),
    set: (next: Iterable<string>) => setIds(new Set(next)),
    clear: () => setIds(new Set()),
  };
}
