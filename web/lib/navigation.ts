'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

export const settingsPartIds = ['appearance', 'models', 'defaults', 'prompts', 'tools', 'web-search', 'translation', 'programs'] as const;
export type SettingsPart = (typeof settingsPartIds)[number];

export const paths = {
  newChat: '/',
  conversation: (id: string) => `/?c=${encodeURIComponent(id)}`,
  question: (conversationId: string, questionId: string) => `/?c=${encodeURIComponent(conversationId)}&q=${encodeURIComponent(questionId)}`,
  knowledge: '/knowledge',
  knowledgeBase: (id: string) => `/knowledge?id=${encodeURIComponent(id)}`,
  settings: '/settings',
  settingsPart: (part: SettingsPart) => `/settings?part=${part}`,
};

/** Goes to an address of this page; within one route without asking the server for anything. */
export function useNavigate(): (href: string, how?: 'push' | 'replace') => void {
  const router = useRouter();
  return useCallback(
    (href, how = 'push') => {
      const target = new URL(href, window.location.href);
      if (target.pathname !== window.location.pathname) router[how](href);
      else if (how === 'push') window.history.pushState(null, '', href);
      else window.history.replaceState(null, '', href);
    },
    [router],
  );
}

/** A value of the address's query, or undefined. */
export function useQueryParameter(name: string): string | undefined {
  return useSearchParams().get(name) ?? undefined;
}
