'use client';

import { BookOpen } from 'lucide-react';
import dynamic from 'next/dynamic';
import { buttonClass } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { NavLink } from '../../components/nav-link.tsx';
import { useLocale, useText } from '../../lib/i18n/language.ts';
import { paths } from '../../lib/navigation.ts';
import { useKnowledgeBases } from '../../lib/queries.ts';
import { WebSearchIntroduction } from '../web-search/web-search-introduction.tsx';
import { exampleQuestions, isSampleKnowledgeBase } from './example-questions.ts';
import type { TurnChoices } from './turn-options.ts';

const ModeIntroduction = dynamic(() => import('./mode-introduction.tsx').then((module) => module.ModeIntroduction), { loading: () => null });

/** Before the first question: what can be asked, or how to get documents to ask about. */
export function EmptyChat({ choices, onAsk }: { choices: TurnChoices; onAsk: (text: string) => Promise<void> }) {
  const t = useText().chat.empty;
  const locale = useLocale();
  const knowledgeBases = useKnowledgeBases();
  const { mode, knowledgeBaseIds } = choices.effective;
  const chosen = knowledgeBases.data?.items.filter(({ id }) => knowledgeBaseIds.includes(id)) ?? [];
  if (knowledgeBases.isSuccess && knowledgeBases.data.total === 0 && mode === 'knowledge-base') {
    return (
      <div className="flex min-h-0 flex-1 flex-col justify-center overflow-y-auto">
        <EmptyState icon={<BookOpen size={22} aria-hidden />} title={t.noKnowledge} text={t.noKnowledgeText}>
          <NavLink href={paths.knowledge} className={buttonClass('primary')}>
            {t.createKnowledgeBase}
          </NavLink>
        </EmptyState>
      </div>
    );
  }
  const examples = mode === 'knowledge-base' && chosen.some(isSampleKnowledgeBase) ? exampleQuestions[locale] : [];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex min-h-full w-full max-w-measure flex-col justify-center px-5 py-8">
        <h2 className="font-serif text-3xl tracking-tight">{t.title}</h2>
        {mode === 'search-engine' && <WebSearchIntroduction />}
        {mode === 'knowledge-base' && <p className="mt-2 text-muted">{t.text}</p>}
        {(mode === 'llm' || mode === 'agent' || mode === 'file') && <ModeIntroduction mode={mode} choices={choices} />}
        {examples.length > 0 && (
          <section className="mt-8">
            <h3 className="text-sm font-medium text-muted">{t.examples}</h3>
            <ul className="mt-2 divide-y divide-line border-y border-line">
              {examples.map((question) => (
                <li key={question}>
                  <button
                    type="button"
                    onClick={() => void onAsk(question).catch(() => undefined)}
                    className="w-full px-1 py-3 text-left hover:bg-hover"
                  >
                    {question}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}
