'use client';

import { useMemo } from 'react';
import type { Components, Options } from 'react-markdown';
import type { Source, UnsupportedClaim } from '#contracts/message';
import { Markdown } from '../../components/markdown/markdown.tsx';
import { rehypeCitations } from '../../lib/citations.ts';
import { rehypeClaimMarks } from '../../lib/claim-marks.ts';
import { useText } from '../../lib/i18n/language.ts';
import { CitationMark } from './citation-mark.tsx';

type AnswerTextProps = { text: string; sources: readonly Source[]; unsupportedClaims: readonly UnsupportedClaim[] };

/** The words of an answer, with its citations as marks that open their source. */
export function AnswerText({ text, sources, unsupportedClaims }: AnswerTextProps) {
  const t = useText().chat.answer;
  const plugins = useMemo(() => {
    const numbers = new Set(sources.map(({ number }) => number));
    return [
      [rehypeClaimMarks, { spans: unsupportedClaims }],
      [rehypeCitations, { numbers }],
    ] as NonNullable<Options['rehypePlugins']>;
  }, [sources, unsupportedClaims]);
  const components = useMemo<Components>(
    () => ({
      cite: ({ node }) => {
        const number = Number(node?.properties.dataNumber);
        return <CitationMark sources={sources} number={number} />;
      },
      mark: ({ children }) => <mark title={t.unsupported}>{children}</mark>,
    }),
    [sources, t],
  );
  return <Markdown text={text} rehypePlugins={plugins} components={components} />;
}
