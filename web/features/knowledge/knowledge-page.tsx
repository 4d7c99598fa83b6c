'use client';

import { useQueryParameter } from '../../lib/navigation.ts';
import { KnowledgeBaseList } from './knowledge-base-list.tsx';
import { KnowledgeBaseView } from './knowledge-base-view.tsx';

/** All knowledge bases, or the one named in the address. */
export function KnowledgePage() {
  const id = useQueryParameter('id');
  return id ? <KnowledgeBaseView key={id} id={id} /> : <KnowledgeBaseList />;
}
