'use client';

import dynamic from 'next/dynamic';
import { useQueryParameter } from '../../lib/navigation.ts';
import { KnowledgeBaseList } from './knowledge-base-list.tsx';

const KnowledgeBaseView = dynamic(() => import('./knowledge-base-view.tsx').then((module) => module.KnowledgeBaseView), { loading: () => null });

/** All knowledge bases, or the one named in the address. */
export function KnowledgePage() {
  const id = useQueryParameter('id');
  return id ? <KnowledgeBaseView key={id} id={id} /> : <KnowledgeBaseList />;
}
